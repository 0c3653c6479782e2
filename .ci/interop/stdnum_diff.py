"""Asks sluice and python-stdnum about the same generated numbers.

    python stdnum_diff.py --sluice BINARY [KIND...]

For every kind that both know, numbers are made from a seed: some that
python-stdnum calls valid, each of these with one character changed, and some
at random. sluice scans them as a column that is named after the kind and says
by its evidence whether check and structure are right (checksum), wrong
(wrong_checksum), or that the value has not the form of the kind (no finding).

Exits 1 for any difference that DIFFERENT does not explain. All numbers are
made up; none is printed but its outline, digits as 9 and letters as A.
"""

import argparse
import collections
import datetime
import importlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile

# kind, module of python-stdnum, label, forms: # a digit, @ a letter, % yymmdd,
# & ddmmyy, ^ yyyymmdd, ~ one of the characters in the next brackets.
KINDS = """
AR_CBU ar.cbu cbu ######################
AR_CUIT ar.cuit cuit 20######### 27######### 30#########
AT_SVNR at.vnr svnr ####&
AU_ABN au.abn abn ###########
AU_TFN au.tfn tfn #########
BE_NATIONAL_NUMBER be.nn rijksregisternummer %#####
BG_EGN bg.egn egn %####
BG_LNC bg.pnf lnch ##########
BR_CNPJ br.cnpj cnpj ##############
BR_CPF br.cpf cpf ###########
CA_SIN ca.sin sin #########
CH_AHV ch.ssn ahv 756##########
CL_RUT cl.rut rut ########~[0123456789K]
CO_NIT co.nit nit ##########
CUSIP cusip cusip ######~[0123456789ABCDEFGH]~[0123456789ABCDEFGH]#
CZ_SK_RODNE_CISLO cz.rc rodné_číslo %####
DE_TAX_ID de.idnr steuer_id ###########
DK_CPR dk.cpr cpr_nummer &####
DO_CEDULA do.cedula cedula ###########
EC_CEDULA ec.ci cedula_ecuador ##########
EE_ISIKUKOOD ee.ik isikukood 3%#### 4%#### 5%####
ES_CCC es.ccc ccc ####################
ES_DNI es.dni dni ########@
ES_NIE es.nie nie ~[XYZ]#######@
FI_HETU fi.hetu henkilötunnus &-###~[0123456789ABCDEFHJKLMNPRSTUVWXY] &A###~[0123456789ABCDEFHJKLMNPRSTUVWXY]
FR_NIR fr.nir nir 1##01########## 2##1175########
FR_SIREN fr.siren siren #########
FR_SIRET fr.siret siret ##############
GR_AFM gr.vat afm #########
GR_AMKA gr.amka amka &#####
HR_OIB hr.oib oib ###########
IBAN iban iban DE#################### BE############## NL##ABNA########## PL##########################
IL_ID il.idnr teudat_zehut #########
IMEI imei imei ###############
IN_AADHAAR in_.aadhaar aadhaar ############
ISIN isin isin US########## DE########## FR##########
IS_KENNITALA is_.kennitala kennitala &####
IT_FISCAL_CODE it.codicefiscale codice_fiscale @@@@@@##~[ABCDEHLMPRST]##@###@
IT_VAT it.iva partita_iva ###########
JP_MY_NUMBER jp.in_ my_number ############
KR_RRN kr.rrn 주민등록번호 %-1###### %-2######
LEI lei lei ####00@@@@@@@@@@@@## ##################99
LT_ASMENS_KODAS lt.asmens asmens_kodas 3%#### 4%####
LV_PERSONAS_KODS lv.pvn personas_kods &-1#### &-2####
MX_CURP mx.curp curp @~[AEIOU]@@%~[HM]~[DVBM]~[FCST]~[BCDFG]~[BCDFG]~[BCDFG]##
NL_BSN nl.bsn bsn #########
NO_BANK_ACCOUNT no.kontonr kontonummer_norge ###########
NO_FODSELSNUMMER no.fodselsnummer fødselsnummer &#####
NZ_IRD nz.ird ird ######### ########
ORCID_ISNI isni orcid 000000015####### 000000021#######
PL_NIP pl.nip nip ##########
PL_PESEL pl.pesel pesel %#####
PL_REGON pl.regon regon #########
PT_CC pt.cc cartao_de_cidadao #########ZZ#
PT_NIF pt.nif nif #########
RO_CNP ro.cnp cnp 1%40#### 2%12####
RU_INN_PERSON ru.inn инн ############
SE_PERSONNUMMER se.personnummer personnummer %-####
TH_PIN th.pin thai_id #############
TR_KIMLIK tr.tckimlik tc_kimlik_no ###########
UA_RNOKPP ua.rntrc рнокпп ##########
UK_NHS gb.nhs nhs_number ##########
UK_UTR gb.utr utr ##########
UK_UPN gb.upn upn A############ ~[ABCDEFGH]############
US_ABA_ROUTING us.rtn routing_number 0######## 1######## 2######## 3########
US_ITIN us.itin itin 9##-7#-#### 9##-8#-####
US_SSN us.ssn ssn ###-##-####
UY_RUT uy.rut rut_uruguay 21######001#
VE_RIF ve.rif rif V######### J#########
YU_JMBG si.emso jmbg ~[012]~[123456789]0~[123456789]9######## 1~[0123456789]120##~[50]######
ZA_ID za.idnr id_number_south_africa %#####8#
"""

# What python-stdnum and sluice judge differently, and why. Each entry takes
# the number and python-stdnum's verdict and says whether it explains the
# difference.
DIFFERENT = collections.defaultdict(list)


def explain(kind):
    def add(f):
        DIFFERENT[kind].append(f)
        return f

    return add


def to_come(year, month=1, day=1):
    try:
        return datetime.date(year, month, day) > datetime.date.today()
    except ValueError:
        return False


@explain("AR_CBU")
def _(n, valid):
    """the bank is none of the central bank's list: not sure, but not wrong"""
    return valid


@explain("BE_NATIONAL_NUMBER")
def _(n, valid):
    """python-stdnum knows today: a date of birth to come is wrong there"""
    return not valid and to_come(2000 + int(n[:2]))


@explain("CZ_SK_RODNE_CISLO")
def _(n, valid):
    """a remainder of 10 was written as 0 until the eighties; python-stdnum allows it for ever"""
    return valid and int(n[:9]) % 11 == 10 and n[9] == "0"


@explain("DK_CPR")
def _(n, valid):
    """numbers without a check digit have been given out since 2007: not sure, but not wrong"""
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    return valid and sum(w * int(c) for w, c in zip(weights, n)) % 11 != 0


@explain("DK_CPR")
def _(n, valid):
    """a date of birth to come"""
    return not valid and to_come(2000 + int(n[4:6]), int(n[2:4]), int(n[:2]))


@explain("FI_HETU")
def _(n, valid):
    """a date of birth to come"""
    return valid and n[6] in "ABCDEF" and to_come(2000 + int(n[4:6]), int(n[2:4]), int(n[:2]))


@explain("IBAN")
def _(n, valid):
    """check digits 00, 01 and 99 do not occur (ISO 13616: 02 to 98)"""
    return valid and n[2:4] in ("00", "01", "99")


@explain("IS_KENNITALA")
def _(n, valid):
    """a date of birth to come"""
    return valid and n[9] == "0" and to_come(2000 + int(n[4:6]), int(n[2:4]), int(n[:2]) % 40)


@explain("IS_KENNITALA")
def _(n, valid):
    """8 is the century of births from 1800 on, which python-stdnum leaves out"""
    return not valid and n[9] == "8"


@explain("IT_FISCAL_CODE")
def _(n, valid):
    """places begin with A to M or Z; days are 1 to 31 and 41 to 71 (DM 23.12.1976)"""
    return valid and (n[11] not in "ABCDEFGHIJKLMZ" or int(n[9:11]) > 71)


@explain("LEI")
def _(n, valid):
    """the first four characters are of no issuer that is known: not sure, but not wrong"""
    return valid


@explain("LV_PERSONAS_KODS")
def _(n, valid):
    """a first digit above 3 is a company's"""
    return valid and n[0] > "3"


@explain("MX_CURP")
def _(n, valid):
    """MX is taken for the State of Mexico, beside MC"""
    return not valid and n[11:13] == "MX"


@explain("TH_PIN")
def _(n, valid):
    """0 begins the number of a company (python-stdnum: th.moa)"""
    return not valid and n[0] == "0"


@explain("TH_PIN")
def _(n, valid):
    """the second and third digit are a province (ISO 3166-2:TH)"""
    provinces = {*range(10, 28), *range(30, 59), *range(60, 68), *range(70, 78), *range(80, 87), *range(90, 97)}
    return valid and int(n[1:3]) not in provinces


@explain("UK_UPN")
def _(n, valid):
    """python-stdnum has a list of local authorities"""
    return not valid


@explain("US_ABA_ROUTING")
def _(n, valid):
    """01 to 12, 21 to 32, 61 to 72 and 80 are given out (American Bankers Association)"""
    return valid and not (1 <= int(n[:2]) <= 12 or 21 <= int(n[:2]) <= 32 or 61 <= int(n[:2]) <= 72 or n[:2] in ("00", "80"))


@explain("PL_NIP")
def _(n, valid):
    """a number begins with that of the tax office that gave it, 101 to 998"""
    return valid and n.startswith("0")


@explain("US_ITIN")
def _(n, valid):
    """the Internal Revenue Service gives out the groups 50 to 65, too"""
    return not valid and 50 <= int(n[4:6]) <= 65


@explain("YU_JMBG")
def _(n, valid):
    """nobody was born in the years that 100 to 799 stand for"""
    return valid and "100" <= n[4:7] <= "799"


@explain("ZA_ID")
def _(n, valid):
    """the eleventh digit is 2 for refugees"""
    return not valid and n[10] == "2"


def parse():
    for line in KINDS.strip().splitlines():
        kind, module, label, *forms = line.split()
        if label != "-":
            yield kind, module, label.replace("_", " "), forms


def fill(rng, form):
    out, i = "", 0
    while i < len(form):
        c = form[i]
        if c == "~":
            end = form.index("]", i)
            out += rng.choice(form[i + 2:end])
            i = end + 1
            continue
        year, month, day = rng.randint(0, 99), rng.randint(1, 12), rng.randint(1, 28)
        out += {
            "#": lambda: str(rng.randint(0, 9)),
            "@": lambda: rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            "%": lambda: f"{year:02}{month:02}{day:02}",
            "&": lambda: f"{day:02}{month:02}{year:02}",
            "^": lambda: f"19{year:02}{month:02}{day:02}",
        }.get(c, lambda: c)()
        i += 1
    return out


def changed(rng, number):
    i = rng.choice([i for i, c in enumerate(number) if c.isalnum()])
    others = "0123456789" if number[i].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return number[:i] + rng.choice(others.replace(number[i], "")) + number[i + 1:]


def numbers(rng, module, forms):
    made, valid = set(), []
    for _ in range(TRIES):
        n = fill(rng, rng.choice(forms))
        if module.is_valid(n):
            valid.append(n)
            if len(valid) == EACH:
                break
        elif len(made) < EACH:
            made.add(n)
    return sorted(made | set(valid) | {changed(rng, n) for n in valid}), len(valid)


EACH, TRIES = 150, 60000


def ask(binary, tmp, kind, label, values):
    """The verdict for each value: True, False, or None where there is no check."""
    source, findings = tmp / "in.jsonl", tmp / "findings.jsonl"
    source.write_text("".join(json.dumps({label: v}, ensure_ascii=False) + "\n" for v in values), encoding="utf8")
    r = subprocess.run([binary, "scan", str(source), "--kinds", kind, "--include-reserved", "--findings", str(findings)],
                       capture_output=True, text=True)
    if r.returncode not in (0, 1):
        sys.exit(f"{kind}: sluice scan: {r.stderr[-500:]}")
    out, whole = [False] * len(values), 0
    for line in findings.read_text(encoding="utf8").splitlines():
        f = json.loads(line)
        size = len(values[f["row"]].encode())
        if f["start"] == 0 and f["end"] == size:
            whole += 1
            out[f["row"]] = True if "checksum" in f["evidence"] else False if "wrong_checksum" in f["evidence"] else None
    return out, whole


def outline(n):
    return "".join("9" if c.isdigit() else "A" if c.isalpha() else c for c in n)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--sluice", required=True)
    p.add_argument("--show", action="store_true", help="print the numbers themselves; they are made up")
    p.add_argument("kinds", nargs="*")
    given = p.parse_args()
    failures = compared = 0
    with tempfile.TemporaryDirectory() as tmp:
        for kind, name, label, forms in parse():
            if given.kinds and kind not in given.kinds:
                continue
            module = importlib.import_module("stdnum." + name)
            values, valid = numbers(random.Random(f"7 {kind}"), module, forms)
            got, whole = ask(given.sluice, pathlib.Path(tmp), kind, label, values)
            compared += len(values)
            bad, known = [], collections.Counter()
            for n, verdict in zip(values, got):
                ours, theirs = verdict, module.is_valid(n)
                if ours == theirs or ours is None and not theirs:
                    continue
                why = next((f.__doc__ for f in DIFFERENT[kind] if f(n, theirs)), None)
                if why:
                    known[why] += 1
                else:
                    bad.append((n, theirs, ours))
            for why, count in known.items():
                print(f"{kind}: {count} differ as is known: {why}")
            if valid < EACH // 10 or whole < valid // 2:
                bad.append(("", valid, whole))
            if bad:
                failures += len(bad)
                print(f"{kind}: {len(bad)} of {len(values)} differ ({valid} valid, {whole} found)")
                for n, theirs, ours in bad[:6]:
                    print(f"   {n if given.show else outline(n)} python-stdnum {theirs}, sluice {ours}")
    print(f"{compared} numbers compared, {failures} unexplained differences")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
