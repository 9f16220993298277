"""Writes oracle.json: what Python's Jinja2 makes of the templates below.

Run it with `python3 oracle.py > oracle.json` where jinja2 is installed. The tests read the JSON and need no Python.
`different` says why Wordmill deliberately answers otherwise there, and with what.
"""

import json

import jinja2

SCOPE = {
    "text": "The volcano erupted in 1883 😀.",
    "name": "Krakatoa",
    "n": 7,
    "f": 2.5,
    "zero": 0,
    "yes": True,
    "no": False,
    "nothing": None,
    "empty": "",
    "list": [3, 1, 2],
    "words": ["pear", "Apple", "fig"],
    "none_list": [],
    "doc": {"title": "Volcano", "meta": {"topic": "geology", "year": 1883}, "tags": ["a", "b"]},
    "rows": [{"k": "x", "v": 1}, {"k": "y", "v": 2}, {"k": "z", "v": 3}],
    "braces": "{{ text }} {% if %} {# no #}",
    "lines3": "one\ntwo\n\nfour",
}

SAME = r"""
plain text
{{ text }}
{{ braces }}
{{ name }}!{{ n }}
{{ 1 }} {{ 1.5 }} {{ 'a' }} {{ "b" }} {{ true }} {{ True }} {{ false }} {{ none }} {{ None }}
{{ 1_000 }} {{ 0x1F }} {{ 0b101 }} {{ 0o17 }} {{ 1.5e3 + 0.5 }} {{ 1e-7 }}
{{ 'a\nb\t\'q\' \\ \x41 \u00e9 \U0001F600 \q' }}
{{ 'a' 'b' "c" }}
{{ [1, 'a', none, true, [2]] }}
{{ {'a': 1, 'b': [1, 2]} }}
{{ ["it's", 'say "x"', 'both \' and "', 'line\nbreak', 'é😀'] }}
{{ [] }} {{ {} }}
{{ [1, 2,] | length }}
{{ doc.title }} {{ doc['title'] }} {{ doc.meta.topic }} {{ doc['meta']['year'] }}
{{ list[0] }} {{ list[-1] }} {{ list.1 }} {{ name[0] }} {{ name[-1] }}
{{ list[1:] }} {{ list[:-1] }} {{ list[::2] }} {{ list[::-1] }} {{ name[2:5] }} {{ name[::-1] }}
{{ name[:100] }}|{{ name[5:2] }}|{{ name[-3:] }}|{{ name[:-20] }}|{{ list[10:] }}
{{ text[-3:] }} {{ text | length }}
{{ 1 + 2 * 3 - 4 }} {{ (1 + 2) * 3 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 % -3 }} {{ 7.5 // 2 == 3 }}
{{ 7 / 2 }} {{ 1 / 3 }} {{ 2 ** 10 }} {{ 2 ** 3 ** 2 }} {{ -2 ** 2 }} {{ 2 ** -1 }} {{ 2 ** 0.5 }}
{{ 'a' + 'b' }} {{ 'ab' * 3 }} {{ 3 * 'ab' }} {{ [1] + [2] }} {{ [1] * 2 }} {{ 'x' * -1 }}|
{{ 'n=' ~ n ~ '!' ~ none ~ true }} {{ 1 ~ 2 }}
{{ 1 - 2 ~ 3 | int }}
{{ true + 1 }} {{ true == 1 }} {{ 1 == 1.0 }} {{ '1' == 1 }} {{ none == false }}
{{ 1 < 2 }} {{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 3 >= 3 > 2 != 4 }} {{ 'a' < 'b' }} {{ [1, 2] < [1, 3] }} {{ 'Z' < 'a' }}
{{ '\uffff' < '😀' }}
{{ 1 in [1, 2] }} {{ 3 not in list }} {{ 'vol' in text }} {{ 'title' in doc }} {{ 'x' in 'abc' }} {{ '' in 'abc' }}
{{ not true }} {{ not 1 in [1] }} {{ not (1 in [2]) }} {{ not not 1 }}
{{ 0 or 'x' }} {{ 1 and 'y' }} {{ '' or none }} {{ 1 and 0 or 2 }} {{ no and nope }}
{{ 'a' if yes else 'b' }} {{ 'a' if no else 'b' }} {{ 'a' if no }}| {{ 'a' if no else 'b' if no else 'c' }}
{{ ('a' if no) is defined }} {{ ('a' if no) | default('d') }}
{{ (1, 2) | length }} {{ (1, 2)[1] }} {{ () | length }}
{{ -n }} {{ +n }} {{ - -n }} {{ -1 | abs }} {{ -f }}
{{ name | upper }} {{ name | lower }} {{ 'aB cD' | capitalize }} {{ 'on the-way (to) school' | title }}
{{ 5 | upper }} {{ none | upper }} {{ list | upper }}
{{ '  a  ' | trim }}| {{ 'xxaxx' | trim('x') }} {{ '\u00a0a\u2003' | trim }}
{{ 'a-b-c' | replace('-', '+') }} {{ 'a-b-c' | replace('-', '+', 1) }} {{ 'ab' | replace('', '.') }} {{ 'a1' | replace(1, 2) }}
{{ 'foo bar baz qux' | truncate(9) }} {{ 'foo bar baz qux' | truncate(9, true) }} {{ 'foo bar baz qux' | truncate(11) }} {{ 'foo bar baz qux' | truncate(11, false, '...', 0) }}
{{ '😀😀😀😀😀😀😀😀' | truncate(5, true, '…', 0) }} {{ 'abcdefghijkl' | truncate(5, end='') }}
{{ 'one, two-three it\'s x_y é' | wordcount }}
{{ lines3 | indent }}|{{ lines3 | indent(2, true) }}|{{ lines3 | indent(width='> ', blank=true) }}
{{ 'abc' | length }} {{ list | count }} {{ doc | length }} {{ '' | length }}
{{ list | first }} {{ list | last }} {{ 'abc' | first }} {{ 'abc' | last }} {{ doc | first }}
{{ list | join }} {{ list | join(', ') }} {{ rows | join('-', attribute='k') }} {{ 'abc' | join('.') }} {{ [1, none, true] | join('|') }}
{{ 'abc' | list }} {{ doc | list }} {{ 'abc' | reverse }} {{ list | reverse | list }}
{{ list | sort }} {{ list | sort(reverse=true) }} {{ words | sort }} {{ words | sort(case_sensitive=true) }} {{ rows | sort(attribute='v', reverse=true) | map(attribute='k') | join }}
{{ list | min }} {{ list | max }} {{ words | max }} {{ words | min }} {{ (rows | max(attribute='v')).k }} {{ [n, 9] | max }} {{ 'hello' | max }}
{{ list | sum }} {{ rows | sum(attribute='v') }} {{ list | sum(start=10) }}
{{ ['a', 'A', 'b', 'a'] | unique | join }} {{ ['a', 'A'] | unique(true) | join }} {{ [1, 2, 1, [3], [3]] | unique(true) | list | length if false else 4 }}
{{ [1, 2, 3, 4, 5] | batch(2) | list }} {{ [1, 2, 3] | batch(2, 'x') | list }} {{ [1, 2, 3, 4, 5] | slice(3) | list }} {{ [1, 2, 3, 4] | slice(3, 0) | list }}
{{ words | map('upper') | join(' ') }} {{ rows | map(attribute='v') | list }} {{ [{}] | map(attribute='v', default=5) | list }} {{ ['a b'] | map('replace', ' ', '_') | first }}
{{ rows | map(attribute='k') | map('upper') | join }}
{{ [1, 2, 3, 4] | select('odd') | list }} {{ [1, 2, 3, 4] | reject('odd') | list }} {{ [0, 1, '', 'a'] | select | list }} {{ [1, 2, 3] | select('>', 1) | list }} {{ [1, 2, 6] | select('divisibleby', 3) | list }}
{{ rows | selectattr('v', 'gt', 1) | map(attribute='k') | list }} {{ rows | rejectattr('k', 'eq', 'x') | map(attribute='v') | list }} {{ rows | selectattr('v') | list | length }} {{ rows | selectattr('k', 'in', ['x', 'z']) | map(attribute='v') | list }}
{{ '42' | int }} {{ '42.9' | int }} {{ 'x' | int }} {{ 'x' | int(5) }} {{ 3.9 | int }} {{ -3.9 | int }} {{ '0x1f' | int(0, 16) }} {{ '1f' | int(base=16) }} {{ none | int }} {{ true | int }} {{ ' 7 ' | int }}
{{ '2.5' | float }} {{ 'x' | float(1.5) }} {{ '1e-3' | float }} {{ '.5' | float }}
{{ 2.675 | round(2) }} {{ 0.125 | round(2) }} {{ 2.7182 | round(2) }} {{ 2.71 | round(1, 'floor') }} {{ 2.71 | round(1, 'ceil') }} {{ -0.45 | round(1) }} {{ 1234.5678 | round(2) }}
{{ 5 | string ~ 'x' }} {{ 5 | abs }} {{ -2.5 | abs }}
{{ nope | default('d') }} {{ nope | d('d') }} {{ doc.nope | default('d') }} {{ empty | default('d') }}| {{ empty | default('d', true) }} {{ none | default('d') }} {{ nope | default }}| {{ none_list | first | default('none') }} {{ nothing | default('x', boolean=true) }}
{{ doc.meta.nope | default(doc.title) | upper }}
{% for k, v in {'b': 2, 'a': 1} | dictsort %}{{ k }}{{ v }}{% endfor %}|{% for k, v in doc.meta | items %}{{ k }}={{ v }};{% endfor %}
{{ nope is defined }} {{ name is defined }} {{ doc.nope is defined }} {{ doc.meta.topic is defined }} {{ nope is undefined }} {{ nope is not defined }} {{ list[9] is defined }} {{ doc['nope'] is defined }}
{{ none is none }} {{ 1 is number }} {{ true is number }} {{ 'a' is string }} {{ [] is sequence }} {{ {} is mapping }} {{ 'a' is iterable }} {{ 1 is iterable }} {{ true is boolean }} {{ true is true }} {{ 1 is true }} {{ false is false }} {{ 1.5 is float }} {{ 3 is integer }} {{ 'a' is not none }}
{{ 3 is odd }} {{ 4 is even }} {{ 9 is divisibleby 3 }} {{ 9 is divisibleby(2) }} {{ 'AB' is upper }} {{ 'ab1' is lower }} {{ '1' is upper }} {{ 3 is eq 3 }} {{ 3 is gt(2) }} {{ 3 is in [3] }}
{{ not name is string }} {{ name is string and n is number }} {{ (n is odd) == true }}
{% if n > 5 %}big{% elif n > 2 %}mid{% else %}small{% endif %}
{% if no %}a{% elif zero %}b{% endif %}|{% if none_list %}x{% else %}y{% endif %}{% if doc %}z{% endif %}{% if 'False' %}w{% endif %}
{% for x in list %}{{ x }},{% endfor %}
{% for x in none_list %}{{ x }}{% else %}none{% endfor %}
{% for x in list if x > 1 %}{{ loop.index }}/{{ loop.length }}:{{ x }} {% endfor %}
{% for x in 'abc' %}{{ loop.index0 }}{{ x }}{{ loop.first }}{{ loop.last }}{{ loop.revindex }}{{ loop.revindex0 }} {% endfor %}
{% for x in list %}{{ loop.previtem | default('-') }}<{{ x }}>{{ loop.nextitem | default('-') }} {% endfor %}
{% for x in list %}{{ loop.cycle('a', 'b') }}{% endfor %} {% for x in [1, 1, 2] %}{{ loop.changed(x) }} {% endfor %}
{% for a, b in [[1, 2], [3, 4]] %}{{ a }}+{{ b }} {% endfor %}{% for (a, b) in [(1, 2)] %}{{ a }}{{ b }}{% endfor %}
{% for k in doc.meta %}{{ k }} {% endfor %}{% for i in range(3) %}{{ i }}{% endfor %}{% for i in range(1, 6, 2) %}{{ i }}{% endfor %}{{ range(3, 0, -1) | list }}
{% for x in [1, 2] %}{% for y in [3, 4] %}{{ loop.depth }}{{ x }}{{ y }} {% endfor %}{{ loop.index }}{% endfor %}
{% for x in [1, 2] %}{% set outer = loop %}{% for y in [3, 4] %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}
{% for x in 1, 2, 3 %}{{ x }}{% endfor %}
{% set a = 1 %}{{ a }}{% set a = a + 1 %}{{ a }}{% set b, c = 1, 2 %}{{ b }}{{ c }}
{% set a %}x{{ n }}y{% endset %}[{{ a }}]{% set b | upper | replace('X', 'z') %}x{{ name }}{% endset %}{{ b }}
{% set a = 0 %}{% for x in list %}{% set a = a + x %}{{ a }} {% endfor %}{{ a }}
{% if yes %}{% set q = 1 %}{% endif %}{{ q }}
{% for x in list %}{% if loop.first %}{% set q = 'set' %}{% endif %}{{ q | default('un') }} {% endfor %}
{% set q = 'out' %}{% for x in list %}{{ q }}{% set q = x %}{{ q }} {% endfor %}{{ q }}
{% with a = 1, b = n %}{{ a }}{{ b }}{% endwith %}{% with %}{% set z = 3 %}{{ z }}{% endwith %}{{ z is defined }}
{% set a = 5 %}{% with a = 1, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}
{% raw %}{{ x }}{% if %}{% endraw %}|{%- raw -%}  a  {%- endraw -%}  b
a {# comment {{ x }} #} b {#- c -#} d
a  {{- n -}}  b  {%- if yes -%}  c  {%- endif -%}  d
a {%+ if yes %} b {%+ endif %} c
{{ {'a': {'b': 1}}.a.b }}{{ {'a': 1}['a'] }}{{ {'x': {'y': 2}}['x']['y']}}
{{ "}}" }}{{ '%}' }}{% if '%}' == "%}" %}ok{% endif %}
{{{'a': 1}.a}}
{{ (name) }}{{ (((n))) }}{{ (doc).title }}{{ (name ~ 'x') | upper }}
{{ doc.title|lower~'!' }}{{ n+1 }}{{n*2}}{{n-1}}{{-n}}
{{ 1 if n in [7] and not no else 2 }}
{{ name | upper | lower | title | length }}
{{ [1, 2, 3] | sum / 2 * 2 == 6 }}
{{ [doc.meta.year, n] | max > 1000 }}
{{ "%" }}{{ '{' }}{{ '{#' }}
{{ nope }}
{{ nope | upper }}
{{ nope ~ 'x' }}
{{ nope > 3 }}
{{ nope.field }}
{{ nope.field is defined }}
{{ doc.nope }}
{{ doc.meta.nope.deeper }}
{{ doc.nope.deeper | default('x') }}
{{ list[9] }}
{{ none_list | first }}
{{ none_list | max }}
{{ not nope }}
{% if nope %}x{% endif %}
{% for x in nope %}x{% endfor %}
{% for x in 5 %}x{% endfor %}
{% for a, b in [[1, 2, 3]] %}{% endfor %}
{% if no %}{% set q = 1 %}{% endif %}{{ q }}
{% for x in list %}{% set last = x %}{% endfor %}{{ last }}
{{ 'a' + 1 }}
{{ 'a' > 1 }}
{{ none < 1 }}
{{ 1 / 0 }}
{{ 1 // 0 }}
{{ 1 % 0 }}
{{ [1, 'a'] | sort }}
{{ 'a' | round }}
{{ 'a' | abs }}
{{ 'a' | sum }}
{{ 5 | length }}
{{ 5 | join }}
{{ 5 | truncate }}
{{ 'abcdefghijkl' | truncate('x') }}
{{ 'abcdef' | truncate(2) }}
{{ name | nofilter }}
{{ name is notest }}
{{ name | upper(1) }}
{{ name | replace('a') }}
{{ [1] | map('nofilter') | list }}
{{ range(1, 2, 0) }}
{{ 1 in 5 }}
{{ name
{{ }}
{{ 1 + }}
{{ 1 2 }}
{{ (1 }}
{{ [1, }}
{{ 'abc }}
{{ a b }}
{{ name | }}
{{ name is }}
{{ x. }}
{{ * 3 }}
{{ a = 1 }}
{{ a && b }}
{{ !a }}
{{endif|}}
{% %}
{% if %}x{% endif %}
{% if yes %}x
{% endif %}
{% else %}
{% for x %}{% endfor %}
{% for x in list %}
{% for in list %}{% endfor %}
{% for x in list %}{% endif %}
{% if yes %}{% for x in list %}{% endif %}{% endfor %}
{% set %}
{% set 1 = 2 %}
{% set a = %}
{% nope %}
{% raw %}x
{# x
{{ {'a' 1} }}
{{ {1} }}
{{ 1 not 2 }}
{{ 1 is odd is even }}
""".strip("\n").split("\n")

BLOCKS = [
    "a\n{% if yes %}\nb\n{% endif %}\nc\n",
    "a\n{%- if yes %}\nb\n{%- endif %}\nc\n\n",
    "  {%- for x in list -%}\n  {{ x }}\n  {%- endfor -%}\n  end",
    "one\r\ntwo\r\n{{ n }}\r\n",
    "{{\n  name\n  | upper\n}}\n",
    "{% set a = [\n  1,\n  2,\n] %}{{ a | length }}\n\n",
    "\n\n{{ n }}\n\n\n",
    "{#- c #}\n x {# c -#}\n y",
    "{% raw %}\n{{ x }}\n{% endraw %}\n",
    "a\u00a0{{- n }}\u2003{{- n }}",
]

DIFFERENT = [
    ("{{ 4 / 2 }}", "2", "there is one kind of number, and a whole one prints without a point"),
    ("{{ 1.0 }} {{ 2.50 }} {{ 1e3 }}", "1 2.5 1000", "there is one kind of number"),
    ("{{ 42.55 | round }}", "43", "there is one kind of number"),
    ("{{ '2' | float }}", "2", "there is one kind of number"),
    ("{{ 1.0 is integer }} {{ 3.0 is float }}", "True False", "there is one kind of number"),
    ("{{ (1, 2) }}", "[1, 2]", "a tuple is a list"),
    ("{{ {'b': 2, 'a': 1} | dictsort }}", "[['a', 1], ['b', 2]]", "a tuple is a list"),
    ("{{ [1] | batch(0) | list }}", None, "batches of 0 are a mistake"),
    ("{{ {1: 'a'} }}", None, "keys are text, as in JSON"),
    ("{{ name.upper() }}", None, "there are no methods; filters do it"),
    ("{{ doc.items() | list }}", None, "there are no methods; filters do it"),
    ("{{ ''.__class__ }}", None, "a text has no fields"),
    ("{{ doc.keys }}", None, "a map has its own fields and nothing else"),
    ("{{ '<b>' | escape }}", None, "nothing is escaped"),
    ("{{ [1, 2] | random if false else 3 }}", None, "a draw has to be repeatable"),
    ("{{ dict(a=1).a }}", None, "range is the only function"),
    ("{% macro m() %}x{% endmacro %}{{ m() }}", None, "there are no macros"),
    ("{{ {'b': '<', 'a': 'é'} | tojson }}", '{"b": "<", "a": "é"}', "JSON for a prompt, not for a web page"),
    ("{{ 'a' is string if yes else 1 if no }}", "True", "an `if` ends a test without arguments"),
]


def outcome(template):
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    try:
        return {"template": template, "text": environment.from_string(template).render(**SCOPE)}
    except Exception as error:
        return {"template": template, "error": type(error).__name__}


def main():
    cases = [outcome(template) for template in SAME + BLOCKS]
    for template, gives, reason in DIFFERENT:
        here = {"text": gives} if gives is not None else {"error": "refused"}
        cases.append({**outcome(template), "different": {**here, "because": reason}})
    print(json.dumps({"scope": SCOPE, "cases": cases}, ensure_ascii=False, indent=1))


main()
