"""What the citizens' pages say, in their three languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LANGUAGES = ("vi", "en", "fr")
NAMES = MappingProxyType({"vi": "Tiếng Việt", "en": "English", "fr": "Français"})

_WORDS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "portal": ("Cổng dịch vụ công thử nghiệm", "Practice public-service portal", "Portail d’essai"),
        "skip": ("Đến nội dung chính", "Skip to content", "Aller au contenu"),
        "language": ("Ngôn ngữ", "Language", "Langue"),
        "look_up": ("Tra cứu hồ sơ", "Look up a dossier", "Suivre un dossier"),
        "file_online": ("Nộp hồ sơ trực tuyến", "File a dossier online", "Déposer un dossier en ligne"),
        "code": ("Mã hồ sơ", "Dossier code", "Numéro de dossier"),
        "code_help": (
            "Nhập mã in trên giấy tiếp nhận, hoặc đặt con trỏ vào ô này rồi quét mã QR.",
            "Type the code printed on your receipt, or put the cursor here and scan its QR code.",
            "Saisissez le numéro imprimé sur le récépissé, ou placez le curseur ici et scannez le code QR.",
        ),
        "receipt": ("Số tiếp nhận trên Cổng", "Portal receipt number", "Numéro de récépissé du portail"),
        "receipt_help": (
            "Cần số này để xem giấy tờ và nội dung xử lý.",
            "Needed to see papers and what the officials wrote.",
            "Nécessaire pour voir les pièces et les mentions des agents.",
        ),
        "no_ticket": (
            "Không có số thứ tự này. Hãy kiểm tra lại phiếu của bạn.",
            "There is no such queue number. Check your ticket.",
            "Ce numéro d’appel n’existe pas. Vérifiez votre ticket.",
        ),
        "none_before": (
            "Không còn ai trước bạn. Hãy ở gần quầy.",
            "Nobody is before you. Please stay near the counters.",
            "Personne avant vous. Restez près des guichets.",
        ),
        "one_before": ("Còn 1 người trước bạn.", "1 person before you.", "1 personne avant vous."),
        "before": (
            "Còn {count} người trước bạn.",
            "{count} people before you.",
            "{count} personnes avant vous.",
        ),
        "appointed": (
            "Bạn có hẹn lúc {moment}. Hãy đến trước ít phút.",
            "Your appointment: {moment}. Please come a few minutes earlier.",
            "Votre rendez-vous : {moment}. Venez quelques minutes plus tôt.",
        ),
        "ticket_called": (
            "Đến lượt bạn: mời đến quầy {counter}.",
            "It is your turn: please go to counter {counter}.",
            "C’est votre tour : présentez-vous au guichet {counter}.",
        ),
        "ticket_skipped": (
            "Số này đã được gọi nhưng bạn chưa đến. Hãy hỏi tại quầy {counter}.",
            "This number was called and you did not come. Please ask at counter {counter}.",
            "Ce numéro a été appelé en votre absence. Adressez-vous au guichet {counter}.",
        ),
        "ticket_finished": (
            "Số này đã được phục vụ xong.",
            "This number has been served.",
            "Ce numéro a été traité.",
        ),
        "as_of": ("Tình hình lúc", "As of", "Situation à"),
        "refreshes": (
            "Trang này tự cập nhật sau mỗi {seconds} giây.",
            "This page refreshes itself every {seconds} seconds.",
            "Cette page s’actualise toutes les {seconds} secondes.",
        ),
        "again": ("Cập nhật ngay", "Refresh now", "Actualiser"),
        "stand_still": ("Dừng tự cập nhật", "Stop refreshing", "Arrêter l’actualisation"),
        "by_itself": ("Để trang tự cập nhật", "Refresh by itself", "Actualiser automatiquement"),
        "show": ("Xem", "Show", "Afficher"),
        "details": ("Xem chi tiết", "Show details", "Afficher le détail"),
        "unknown": (
            "Không tìm thấy hồ sơ có mã này. Hãy kiểm tra lại mã in trên giấy tiếp nhận.",
            "No dossier has this code. Check the code printed on your receipt.",
            "Aucun dossier ne porte ce numéro. Vérifiez le numéro imprimé sur le récépissé.",
        ),
        "wrong_receipt": (
            "Số tiếp nhận không khớp với hồ sơ này.",
            "The receipt number does not belong to this dossier.",
            "Le numéro de récépissé ne correspond pas à ce dossier.",
        ),
        "state": ("Trạng thái", "State", "État"),
        "due": ("Hẹn trả kết quả", "Result due", "Résultat prévu le"),
        "procedure": ("Thủ tục", "Procedure", "Démarche"),
        "steps": ("Quá trình xử lý", "What was done", "Étapes"),
        "when": ("Thời gian", "When", "Date"),
        "said": ("Nội dung", "What the officials wrote", "Mentions des agents"),
        "papers": ("Giấy tờ và kết quả", "Papers and result", "Pièces et résultat"),
        "download": ("Tải về", "Download", "Télécharger"),
        "supplement": ("Bổ sung giấy tờ", "Add papers", "Compléter le dossier"),
        "supplement_help": (
            "Chọn tệp PDF cho từng giấy tờ cần bổ sung.",
            "Choose a PDF file for each paper to add.",
            "Choisissez un fichier PDF pour chaque pièce à ajouter.",
        ),
        "send": ("Gửi", "Send", "Envoyer"),
        "choose": ("Chọn thủ tục", "Choose a procedure", "Choisissez une démarche"),
        "search": ("Tìm thủ tục", "Search procedures", "Rechercher une démarche"),
        "none_found": ("Không có thủ tục nào phù hợp.", "No procedure matches.", "Aucune démarche trouvée."),
        "you": ("Thông tin người nộp", "About you", "Vos coordonnées"),
        "full_name": ("Họ và tên", "Full name", "Nom et prénom"),
        "id_number": (
            "Số định danh cá nhân (12 chữ số)",
            "Personal id (12 digits)",
            "Identifiant (12 chiffres)",
        ),
        "address": ("Địa chỉ", "Address", "Adresse"),
        "phone": ("Số điện thoại", "Telephone", "Téléphone"),
        "email": ("Thư điện tử", "E-mail", "Courriel"),
        "attachments": (
            "Giấy tờ đính kèm (tệp PDF)",
            "Attached papers (PDF files)",
            "Pièces jointes (fichiers PDF)",
        ),
        "filed": (
            "Đã nộp hồ sơ. Hãy ghi lại hai số sau:",
            "Your dossier was filed. Keep these two numbers:",
            "Votre dossier a été déposé. Conservez ces deux numéros :",
        ),
        "added": (
            "Đã gửi giấy tờ bổ sung.",
            "The papers were added.",
            "Les pièces ont été ajoutées.",
        ),
        "mend": ("Cần sửa trước khi gửi:", "Please mend before sending:", "À corriger avant l’envoi :"),
        "no_name": ("Chưa nhập họ và tên", "The full name is missing", "Le nom manque"),
        "bad_id": (
            "Số định danh phải có 12 chữ số",
            "The personal id has 12 digits",
            "L’identifiant comporte 12 chiffres",
        ),
        "no_file": (
            "Chưa chọn tệp nào",
            "No file was chosen",
            "Aucun fichier n’a été choisi",
        ),
        "practice": (
            "Trang thử nghiệm: hồ sơ nộp ở đây không có giá trị pháp lý.",
            "For practice only: nothing filed here has legal effect.",
            "Site d’essai : un dossier déposé ici n’a aucune valeur juridique.",
        ),
    }
)

_STATES: Mapping[int, tuple[str, str, str]] = MappingProxyType(
    {
        1: ("Mới đăng ký", "Newly filed", "Déposé"),
        2: ("Đã tiếp nhận", "Accepted", "Accepté"),
        3: ("Không được tiếp nhận", "Not accepted", "Refusé"),
        4: ("Đang xử lý", "In process", "En cours"),
        5: ("Yêu cầu bổ sung giấy tờ", "Papers to be added", "Pièces à ajouter"),
        6: ("Yêu cầu thực hiện nghĩa vụ tài chính", "Fees to be paid", "Frais à payer"),
        7: ("Công dân rút hồ sơ", "Withdrawn", "Retiré"),
        8: ("Dừng xử lý", "Stopped", "Arrêté"),
        9: ("Đã xử lý xong", "Solved", "Traité"),
        10: ("Đã trả kết quả", "Result returned", "Résultat remis"),
    }
)


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._at = LANGUAGES.index(language)

    def __getitem__(self, key: str) -> str:
        return _WORDS[key][self._at]

    def state(self, status: int) -> str:
        """Return the name of a national status number."""
        return _STATES[status][self._at]
