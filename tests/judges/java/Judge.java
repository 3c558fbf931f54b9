import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.File;

/**
 * The European Commission's validator (DSS), offline.
 *
 * <p>Arguments: a trusted root (DER), then signed files. Prints one line per signature: file, format, indication and
 * sub-indication, separated by tabs. Revocation data are taken from the files alone.
 */
public final class Judge {
    private Judge() {}

    public static void main(String[] arguments) {
        CertificateToken root = DSSUtils.loadCertificate(new File(arguments[0]));
        for (int number = 1; number < arguments.length; number++) {
            judge(root, arguments[number]);
        }
    }

    private static void judge(CertificateToken root, String file) {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(root);
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        DSSDocument document = new FileDocument(file);
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(document);
        validator.setCertificateVerifier(verifier);
        SimpleReport report = validator.validateDocument().getSimpleReport();
        for (String id : report.getSignatureIdList()) {
            System.out.println(String.join("\t",
                    file,
                    String.valueOf(report.getSignatureFormat(id)),
                    String.valueOf(report.getIndication(id)),
                    String.valueOf(report.getSubIndication(id))));
        }
    }
}
