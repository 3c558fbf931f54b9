"""Find dossiers by names, ids, codes and the text of their pages, diacritics optional."""

from storage.search.search import Hit, Search, put_texts, rebuild_index

__all__ = ["Hit", "Search", "put_texts", "rebuild_index"]
