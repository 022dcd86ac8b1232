"""What `tabayyun verify` says about itself and its input; what it found is worded by the engine."""

from __future__ import annotations

from collections.abc import Mapping

from tabayyun.engine.signing.sentences import sentences

WORDS: Mapping[str, Mapping[str, str]] = {
    "ar": {
        "export_valid": "تصدير أصيل: كل ملف كما وُقّع، وسلسلة الحيازة كاملة.",
        "export_not_valid": "تصدير غير صالح:",
        "export_no_manifest": "لا بيان بمحتوياته، أو هو غير مقروء",
        "export_missing": "ملف ناقص",
        "export_altered": "ملف محرَّف",
        "export_unlisted": "ملف أضيف بعد التوقيع",
        "export_custody": "سلسلة حيازة مقطوعة",
        "export_not_stamped": "بلا ختم زمني موثوق",
        "export_receipt": "الإيصال لا يطابق ملفه",
        "export_not_logged": "حيازة غير مسجلة في السجل العمومي",
        "export_rewritten": "حيازة غير ما هو مسجل في السجل العمومي",
        "export_logged": "الحيازة مسجلة في السجل العمومي",
        "export_up_to": "عند القيد",
        "altered": "ما تغير",
        "part_title": "العنوان",
        "part_text": "النص",
        "not_there": "لا يوجد ملف بهذا الاسم، وليس عنوانا ولا توقيعا: {what}",
        "unreadable": "تعذرت قراءة {what}: {why}",
        "too_large": "أكبر من أن يكون بيانا ({what})",
        "bad_key": "لا مفتاح Ed25519 عموميا في {what}: {why}",
        "key_needed": "التوقيع وحده لا يحمل مفتاحا: أعطوا ملف مفاتيح المؤسسة بالخيار --key",
        "proof_needed": "أعطوا ملف الإثبات من صفحة السجل بالخيار --proof: من {old} إلى {new}",
        "log_needed": "لا سجل في {what} ليقارن برأس السجل الذي احتفظتم به",
    },
    "fr": {
        "export_valid": "Export authentique : chaque fichier est tel que signé, "
        "la chaîne de possession est complète.",
        "export_not_valid": "Export non valide :",
        "export_no_manifest": "sans inventaire lisible",
        "export_missing": "fichier manquant",
        "export_altered": "fichier altéré",
        "export_unlisted": "fichier ajouté après la signature",
        "export_custody": "chaîne de possession rompue",
        "export_not_stamped": "sans horodatage de confiance",
        "export_receipt": "le récépissé ne correspond pas à son fichier",
        "export_not_logged": "la possession n’est pas inscrite au journal public",
        "export_rewritten": "la possession n’est pas celle que le journal public a inscrite",
        "export_logged": "La possession est inscrite au journal public",
        "export_up_to": "jusqu’à l’entrée",
        "altered": "Ce qui a changé",
        "part_title": "le titre",
        "part_text": "le texte",
        "not_there": "Ni fichier, ni adresse, ni signature : {what}",
        "unreadable": "Impossible de lire {what} : {why}",
        "too_large": "trop grand pour un communiqué ({what})",
        "bad_key": "Pas de clé publique Ed25519 dans {what} : {why}",
        "key_needed": "Une signature seule ne porte pas de clé : donnez celles de l'institution avec --key",
        "proof_needed": "Donnez avec --proof le fichier de preuve de la page du registre : de {old} à {new}",
        "log_needed": "{what} ne contient pas de registre à comparer avec l'état que vous avez conservé",
    },
    "en": {
        "export_valid": "Genuine export: every file is as it was signed, and the chain of custody is whole.",
        "export_not_valid": "Not valid:",
        "export_no_manifest": "no readable manifest",
        "export_missing": "a file is missing",
        "export_altered": "a file was altered",
        "export_unlisted": "a file was added after signing",
        "export_custody": "the chain of custody is broken",
        "export_not_stamped": "without a trusted timestamp",
        "export_receipt": "the receipt does not go with its file",
        "export_not_logged": "the custody is not in the public log",
        "export_rewritten": "the custody is not what the public log holds",
        "export_logged": "The custody is in the public log",
        "export_up_to": "up to entry",
        "altered": "What changed",
        "part_title": "the title",
        "part_text": "the text",
        "not_there": "Neither a file, nor an address, nor a signature: {what}",
        "unreadable": "Cannot read {what}: {why}",
        "too_large": "too large for a statement ({what})",
        "bad_key": "No Ed25519 public key in {what}: {why}",
        "key_needed": "A signature alone carries no key: give the institution's key file with --key",
        "proof_needed": "Give the proof file of the log page with --proof: from {old} to {new}",
        "log_needed": "{what} holds no log to compare with the checkpoint you kept",
    },
}


def words(lang: str) -> dict[str, str]:
    """The engine's sentences and those of the command, in ``lang``."""
    return {**sentences(lang), **WORDS[lang]}
