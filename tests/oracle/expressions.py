"""Single expressions, and the document that they are evaluated on."""

DOCUMENT = (
    "<data><a>1</a><b>2.5</b><c/><s>hello world</s><t>abc</t>"
    "<d>2026-03-04</d><e>2026-11-25T10:30:00.000+00:00</e>"
    "<m>red blue green</m><n>-7</n><z>0</z><yes>yes</yes><r><x>1</x><y>p</y></r>"
    "<r><x>2</x><y>q</y></r><r><x>4</x><y/></r></data>"
)

_NUMBERS = [
    "0",
    "1",
    "-1",
    "2.5",
    "-2.5",
    "0.5",
    "-0.5",
    "1.005",
    "10",
    "7",
    "1000000",
    "/data/b",
    "/data/n",
    "/data/z",
]
_ODD = ["''", "'abc'", "/data/c", "true()", "false()"]
_TEXTS = ["''", "'a'", "'hello world'", "/data/s", "/data/c", "' padded  text '", "'é'", "12"]
_DATES = ["'2026-03-04'", "'2024-02-29'", "/data/d", "'1969-12-31'", "'2026-11-25'"]


def _arithmetic() -> list[str]:
    pairs = [(a, b) for a in _NUMBERS[:8] + _ODD[:3] for b in ("2", "-3", "0.1", "/data/b")]
    return [f"{a} {operator} {b}" for a, b in pairs for operator in ("+", "-", "*", "div", "mod")]


def _comparisons() -> list[str]:
    sides = ["1", "2.5", "'1'", "'abc'", "''", "/data/a", "/data/c", "/data/t", "true()"]
    return [f"{a} {operator} {b}" for a in sides for b in sides[::2] for operator in ("=", "!=", "<", ">=")]


def _numeric() -> list[str]:
    one = ["round", "int", "floor", "ceiling", "abs", "number", "string", "boolean", "not"]
    found = [f"{function}({value})" for function in one for value in _NUMBERS]
    found += [f"{function}({value})" for function in ("number", "string", "boolean", "not") for value in _ODD]
    found += [f"round({value}, {digits})" for value in _NUMBERS for digits in (1, 2)]
    found += [f"pow({value}, 2)" for value in _NUMBERS] + [
        "sqrt(16)",
        "sqrt(2)",
        "pow(2, 10)",
        "pow(2, -1)",
        "pow(9, 0.5)",
    ]
    found += [f"{function}(/data/r/x)" for function in ("sum", "count", "min", "max")]
    found += [
        "min(3, 1, 2)",
        "max(3, 1, 2)",
        "max(/data/a, /data/b)",
        "sum(/data/r[y != '']/x)",
        "count(/data/r[x > 1])",
    ]
    found += [
        "-(-3)",
        "- 3",
        "2 * -3",
        "1 - -1",
        "2 + 3 * 4",
        "(2 + 3) * 4",
        "10 div 4 mod 2",
        "7 mod -3",
        "-7 mod 3",
        "5 mod 1.5",
    ]
    found += ["sin(0)", "cos(0)", "tan(0)", "exp(0)", "log(1)", "log10(100)", "exp10(2)", "atan2(0, 1)"]
    return found


def _textual() -> list[str]:
    found = [f"{function}({value})" for function in ("string-length", "normalize-space", "string") for value in _TEXTS]
    found += [
        f"{function}({a}, {b})"
        for function in ("starts-with", "contains", "ends-with")
        for a in _TEXTS
        for b in ("''", "'a'", "'world'")
    ]
    found += [
        f"{function}({a}, {b})"
        for function in ("substring-before", "substring-after")
        for a in _TEXTS
        for b in ("' '", "'l'", "'zz'")
    ]
    found += [f"substr({a}, {b})" for a in _TEXTS[1:5] for b in ("0", "1", "-3", "2, 4", "0, -1", "-4, -2", "20")]
    found += [f"substring({a}, {b})" for a in _TEXTS[1:5] for b in ("1", "2", "2, 3", "0, 2", "1.5, 2.6", "-1, 4")]
    found += [f"translate({a}, 'abc', 'AB')" for a in _TEXTS]
    found += ["concat('a', 1, true())", "concat('a', /data/a, /data/b)", "join('-', 'a', 'b')", "join(', ', /data/r/y)"]
    found += [
        f"regex({a}, {b})"
        for a in ("'abc123'", "'AB1 2CD'", "''")
        for b in ("'[0-9]+'", "'^[a-z]+$'", "'^[A-Z]{2}[0-9] ?[0-9][A-Z]{2}$'")
    ]
    found += [
        f"digest('abc', '{method}', '{code}')" for method in ("MD5", "SHA-1", "SHA-256") for code in ("hex", "base64")
    ]
    found += ["coalesce('', 'b')", "coalesce(/data/c, /data/t)", "coalesce('a', 'b')", "boolean-from-string('true')"]
    found += ["boolean-from-string('1')", "boolean-from-string('yes')", "boolean-from-string('')"]
    return found


def _choices() -> list[str]:
    found = [
        f"selected({a}, {b})" for a in ("/data/m", "''", "'red'", "/data/c") for b in ("'red'", "'re'", "''", "'blue'")
    ]
    found += [f"selected-at(/data/m, {index})" for index in (0, 1, 2, 3)]
    found += [f"count-selected({a})" for a in ("/data/m", "''", "/data/c", "' a  b '")]
    found += [
        "checklist(1, 2, true(), false())",
        "checklist(2, 3, true(), false(), true())",
        "checklist(-1, 1, true(), true())",
    ]
    found += ["weighted-checklist(2, 5, true(), 3, false(), 9)", "weighted-checklist(4, -1, true(), 2, true(), 2)"]
    return found


def _logical() -> list[str]:
    atoms = ["true()", "false()", "/data/a = 1", "/data/c = ''", "/data/yes = 'no'"]
    found = [f"{a} {operator} {b}" for a in atoms for b in atoms for operator in ("and", "or")]
    found += [
        "not(true()) or true()",
        "true() or false() and false()",
        "(true() or false()) and false()",
        "1 < 2 = true()",
    ]
    found += [
        "if(1 > 2, 'a', 'b')",
        "if(/data/c, 'a', 'b')",
        "if('', 'a', 'b')",
        "if('x', 1, 2)",
        "if(true(), if(false(), 1, 2), 3)",
    ]
    return found


def _temporal() -> list[str]:
    patterns = ("%Y-%m-%d", "%e %b %y", "%d/%n/%Y", "%Y")
    found = [f"format-date({day}, '{pattern}')" for day in _DATES for pattern in patterns]
    found += [f"decimal-date-time({day})" for day in _DATES]
    found += ["format-date-time(/data/e, '%H:%M:%S')", "format-date-time(/data/e, '%h.%M %d')", "format-date('', '%Y')"]
    found += [
        f"{a} - {b}" for a in ("date('2026-03-04')", "today()") for b in ("date('2026-03-01')", "date('2025-12-25')")
    ]
    found += [
        "date('2026-03-04') < date('2026-03-05')",
        "date('2026-03-04') = '2026-03-04'",
        "today() > date('2026-01-01')",
    ]
    found += [
        "decimal-time('12:00:00.000+00:00')",
        "decimal-time('06:00:00.000+00:00')",
        "today()",
        "date(20000)",
        "date(0)",
    ]
    found += ["format-date(date('2026-03-04') + 1, '%Y-%m-%d')", "decimal-date-time(/data/e)", "date('2026-02-28') + 1"]
    return found


def _paths() -> list[str]:
    return [
        "/data/r[1]/x", "/data/r[2]/y", "/data/r[last()]/x", "/data/r[position() = 2]/x", "/data/r[y = 'q']/x",
        "/data/r[x > 1][1]/x", "count(/data/r/*)", "count(//x)", "sum(//x)", "/data/r[x = 4]/y",
        "/data/r[3]/x + /data/r[1]/x", "count(/data/r[x mod 2 = 0])", "/data/nothing", "count(/data/nothing)",
        "position(/data/r[2])", "count-non-empty(/data/r/y)", "/data/r/x = 2", "/data/r/x != 2", "/data/r/x > 3",
        "string(/data/r)", "name(/data/r)", "local-name(/data/a)", "/data/r[2]/preceding-sibling::r/x",
        "/data/r[1]/following-sibling::r[1]/x", "/data/r[2]/../a", "count(/data/r/x[. > 1])",
        "/data/r[not(y = '')][2]/x",
    ]  # fmt: skip


EXPRESSIONS = tuple(
    dict.fromkeys(
        _arithmetic() + _comparisons() + _numeric() + _textual() + _choices() + _logical() + _temporal() + _paths()
    )
)
