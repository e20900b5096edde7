#!/usr/bin/env python3
"""Verifies the public ledger of an entity (libro.jsonl) against itself and against anchors. Standard library only.

    python3 verify_ledger.py libro.jsonl [ancla.json ...]      in Spanish
    python3 verify_ledger.py --en libro.jsonl [ancla.json ...] in English

Ends with 0 when nothing was changed, 1 when something was, 2 when a file cannot be read. It shares no code with the
program that keeps the ledger. What it does, line by line, so that memory does not grow with the file:

  1. the link: each entry names the hash of the one before it, and its position is the next one;
  2. the hash: SHA-256 of the previous hash, a line feed and the SHA-256 of the bytes of the entry (all in hexadecimal);
     of an entry that is not public the file holds only the SHA-256 of its bytes, which is enough;
  3. the bytes: where they are given, they say the same position and the same chain as the line;
  4. the end: the file says where it ends, and it ends there;
  5. the anchors, those of the file and those that you kept: SHA-256 of their canonical form, the link from each to the
     next, and the hash of the ledger at their position; those that you kept are what proves the most;
  6. the signature of anchors, when the library cryptography is there; otherwise it says that it did not look.
"""

import base64
import hashlib
import json
import sys

LONGEST = 4 * 1024 * 1024  # of a line
LEDGER, ANCHOR = "probidad-ledger/1", "probidad-anchor/1"

TEXTS = {
    "fine": ("Nada fue cambiado: {0} asientos, el último es el {1} ({2}).", "Nothing was changed: {0} entries, the last is {1} ({2})."),
    "anchors": ("Anclas comprobadas: {0} del archivo, {1} traídas por usted.", "Anchors checked: {0} of the file, {1} brought by you."),
    "alone": (
        "Sin anclas guardadas por usted, esto no descarta que el libro entero se haya rehecho.",
        "Without anchors that you kept, this does not rule out that the whole ledger was made anew.",
    ),
    "unsigned": (
        "Las firmas de {0} anclas no se comprobaron: falta la biblioteca cryptography.",
        "The signatures of {0} anchors were not checked: the library cryptography is not there.",
    ),
    "count": ("Fue cambiado en {0} lugar(es).", "It was changed in {0} place(s)."),
    "missing": ("Faltan los asientos {0} a {1}.", "The entries {0} to {1} are missing."),
    "order": ("Asiento {0}: viene después del {1}; fue insertado o movido.", "Entry {0}: it comes after {1}; it was inserted or moved."),
    "link": (
        "Asiento {0}: no sigue al anterior; uno de los dos fue reemplazado, insertado o recalculado.",
        "Entry {0}: it does not follow the one before it; one of the two was replaced, inserted or hashed anew.",
    ),
    "hash": ("Asiento {0}: su contenido no da su huella; fue editado.", "Entry {0}: its content does not give its hash; it was edited."),
    "says": ("Asiento {0}: su contenido dice que es el {1} de {2}.", "Entry {0}: its content says that it is entry {1} of {2}."),
    "end": ("El libro termina en el asiento {0} y debía terminar en el {1}.", "The ledger ends at entry {0} and should end at {1}."),
    "unfinished": ("El archivo está cortado: falta su última línea.", "The file is cut: its last line is missing."),
    "cut": ("Final cortado: el ancla {0} vio los asientos hasta el {2}; faltan desde el {1}.", "The end was cut off: anchor {0} saw the entries up to {2}; those from {1} on are missing."),
    "rebuilt": (
        "Libro rehecho: el ancla {0} vio otra huella en el asiento {2}; el cambio está en el asiento {1} o después.",
        "Ledger made anew: anchor {0} saw another hash at entry {2}; the change is at entry {1} or after it.",
    ),
    "anchor": ("Ancla {0}: su huella no es la de lo que dice.", "Anchor {0}: its digest is not that of what it says."),
    "chain": ("Ancla {0}: no sigue a la anterior.", "Anchor {0}: it does not follow the one before it."),
    "gap": ("Faltan las anclas {0} a {1}.", "The anchors {0} to {1} are missing."),
    "differs": ("Ancla {0}: la que usted guardó dice otra cosa que la del archivo.", "Anchor {0}: the one that you kept says something else than the one of the file."),
    "absent": ("Ancla {0}: la que usted guardó no está en el archivo.", "Anchor {0}: the one that you kept is not in the file."),
    "signature": ("Ancla {0}: su firma no vale.", "Anchor {0}: its signature is not valid."),
    "usage": ("Uso: python3 verify_ledger.py [--en] libro.jsonl [ancla.json ...]", "Use: python3 verify_ledger.py [--en] libro.jsonl [ancla.json ...]"),
    "open": ("No se puede abrir {0}: {1}", "Cannot open {0}: {1}"),
    "shape": ("{0}: no es un libro ni un ancla que se pueda leer: {1}", "{0}: neither a ledger nor an anchor that can be read: {1}"),
}


class Unreadable(Exception):
    """A file is not what it should be."""


def digest(data):
    return hashlib.sha256(data).hexdigest()


def canonical(value):
    """RFC 8785 of what an anchor holds: texts, whole numbers, lists and objects whose names are ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def read_json(text, where):
    try:
        return json.loads(text)
    except ValueError as error:
        raise Unreadable(where, str(error)) from None


def lines_of(path):
    with open(path, "rb") as handle:
        number = 0
        while True:
            line = handle.readline(LONGEST)
            if not line:
                return
            number += 1
            if not line.endswith(b"\n") and len(line) >= LONGEST:
                raise Unreadable(path, "línea %d demasiado larga / line too long" % number)
            if line.strip():
                yield number, read_json(line.decode("utf-8", "strict"), "%s:%d" % (path, number))


def anchor_of(told, where):
    """(book, number, digest said, canonical bytes, anchor, signature)."""
    try:
        anchor = told["anchor"]
        if anchor["format"] != ANCHOR:
            raise Unreadable(where, str(anchor["format"])[:60])
        book = anchor["entity"]["slug"] if anchor["entity"] else ""
        [(str(c["name"]), int(c["position"]), str(c["hash"])) for c in anchor["chains"]]
        return book, int(anchor["number"]), str(told["digest"]), canonical(anchor), anchor, str(told.get("signature") or "")
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(where, repr(error)) from None


def kept_anchor(path):
    """An anchor that somebody kept: a file of the portal, or a mail saved whole."""
    with open(path, "rb") as handle:
        text = handle.read(LONGEST)
    for line in text.splitlines():
        if line.strip().startswith(b'{"anchor"'):
            text = line.strip()
            break
    try:
        return anchor_of(read_json(text.decode("utf-8"), path), path)
    except UnicodeDecodeError as error:
        raise Unreadable(path, str(error)) from None


def signature_holds(anchor, written, signature):
    """True, False, or None when it cannot be looked at here."""
    if not anchor.get("key") and not signature:
        return True
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return None
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(anchor["key"])).verify(base64.b64decode(signature), written)
    except (ValueError, InvalidSignature):
        return False
    return True


class Ledger:
    """One pass over the file. ``say`` takes the key of a text and what goes into it."""

    def __init__(self, say, kept):
        self.say, self.kept = say, kept
        self.chain, self.slug, self.ends = "", "", (0, "")
        self.position, self.hash, self.count = 0, "", 0
        self.wanted = {c["position"] for one in kept for c in one[4]["chains"]}
        self.seen, self.anchors, self.marks, self.unsigned, self.closed = {}, [], [], 0, False

    def head(self, told, where):
        try:
            if told["format"] != LEDGER:
                raise Unreadable(where, str(told["format"])[:60])
            self.chain, self.slug = str(told["chain"]), str(told["entity"]["slug"])
            self.ends = int(told["position"]), str(told["hash"])
        except (KeyError, TypeError, ValueError) as error:
            raise Unreadable(where, repr(error)) from None

    def entry(self, told, where):
        try:
            position, previous, said = int(told["position"]), str(told["previous"]), str(told["hash"])
            body = told["body"].encode("utf-8") if "body" in told else None
            inner = digest(body) if body is not None else str(told["body_sha256"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unreadable(where, repr(error)) from None
        self.count += 1
        gap = position > self.position + 1
        if gap:
            self.say("missing", self.position + 1, position - 1)
        elif position <= self.position:
            self.say("order", position, self.position)
        if digest((previous + "\n" + inner).encode("utf-8")) != said:
            self.say("hash", position)
        elif previous != self.hash and not gap:
            self.say("link", position)
        if body is not None:
            inside = read_json(body.decode("utf-8"), where)
            if not isinstance(inside, dict) or (inside.get("position"), inside.get("chain")) != (position, self.chain):
                inside = inside if isinstance(inside, dict) else {}
                self.say("says", position, inside.get("position"), inside.get("chain"))
        self.position, self.hash = position, said
        if position in self.wanted:
            self.seen[position] = said

    def anchor(self, told, where):
        book, number, said, written, anchor, signature = anchor_of(told, where)
        before = self.anchors[-1] if self.anchors else (0, "")
        if number > before[0] + 1:
            self.say("gap", before[0] + 1, number - 1)
        elif before[1] and anchor["previous"] != before[1]:
            self.say("chain", number)
        if digest(written) != said:
            self.say("anchor", number)
        self.signed(number, anchor, written, signature)
        self.anchors.append((number, digest(written)))
        self.marks.append((number, anchor))

    def signed(self, number, anchor, written, signature):
        holds = signature_holds(anchor, written, signature)
        if holds is None:
            self.unsigned += 1
        elif not holds:
            self.say("signature", number)

    def settle(self):
        """The end, and the anchors that somebody kept."""
        if not self.closed:
            self.say("unfinished")
        if (self.position, self.hash) != self.ends:
            self.say("end", self.position, self.ends[0])
        known = dict(self.anchors)
        for book, number, said, written, anchor, signature in self.kept:
            if digest(written) != said:
                self.say("anchor", number)
            self.signed(number, anchor, written, signature)
            if book == self.slug and number not in known:
                self.say("absent", number)
            elif book == self.slug and known[number] != digest(written):
                self.say("differs", number)
        marks = self.marks + [(one[1], one[4]) for one in self.kept]
        self.marked([(number, c) for number, anchor in marks for c in anchor["chains"] if c["name"] == self.chain])

    def marked(self, marks):
        agreed, told = 0, set()
        for number, mark in sorted(marks, key=lambda one: one[1]["position"]):
            at = mark["position"]
            if at > self.position:
                if ("cut", at) not in told:
                    self.say("cut", number, self.position + 1, at)
                told.add(("cut", at))
            elif at and self.seen.get(at) != mark["hash"]:
                if "rebuilt" not in told:
                    self.say("rebuilt", number, agreed + 1, at)
                told.add("rebuilt")
            elif "rebuilt" not in told:
                agreed = at


def positions_of(path):
    """Where the anchors of the file look, so that only those hashes are remembered."""
    found = set()
    for _number, told in lines_of(path):
        if isinstance(told, dict) and "anchor" in told:
            found |= {int(c["position"]) for c in anchor_of(told, path)[4]["chains"]}
    return found


def verify(path, kept, say):
    ledger = Ledger(say, kept)
    ledger.wanted |= positions_of(path)
    for number, told in lines_of(path):
        where = "%s:%d" % (path, number)
        if not isinstance(told, dict):
            raise Unreadable(where, "{…}")
        if number == 1:
            ledger.head(told, where)
        elif "anchor" in told:
            ledger.anchor(told, where)
        elif told.get("end") is True:
            ledger.closed = True
        else:
            ledger.entry(told, where)
    if not ledger.chain and ledger.ends[0]:
        raise Unreadable(path, "format")
    ledger.settle()
    return ledger


def main(arguments):
    english = "--en" in arguments
    paths = [argument for argument in arguments if argument != "--en"]

    def text(key, *facts):
        return TEXTS[key][english].format(*facts)

    if not paths or any(path.startswith("-") for path in paths):
        sys.stderr.write(text("usage") + "\n")
        return 2
    found = []

    def say(key, *facts):
        found.append(key)
        if len(found) <= 200:
            sys.stdout.write(text(key, *facts) + "\n")

    try:
        kept = [kept_anchor(path) for path in paths[1:]]
        ledger = verify(paths[0], kept, say)
    except OSError as error:
        sys.stderr.write(text("open", error.filename, error.strerror) + "\n")
        return 2
    except UnicodeDecodeError as error:
        sys.stderr.write(text("shape", paths[0], error) + "\n")
        return 2
    except Unreadable as error:
        sys.stderr.write(text("shape", *error.args) + "\n")
        return 2
    if found:
        sys.stdout.write(text("count", len(found)) + "\n")
    else:
        sys.stdout.write(text("fine", ledger.count, ledger.position, ledger.hash) + "\n")
    sys.stdout.write(text("anchors", len(ledger.anchors), len(kept)) + "\n")
    if not kept:
        sys.stdout.write(text("alone") + "\n")
    if ledger.unsigned:
        sys.stdout.write(text("unsigned", ledger.unsigned) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
