/* Which rule fires, and what it gives. */

static int holds(Context *x, uint32_t rule, Py_ssize_t start, Py_ssize_t end)
{
    const Kernel *k = x->k; const uint16_t *r = k->rules + 6 * rule; uint32_t tag = r[4];
    if (r[1] == 1 && !(letter_before(x) && letter_after(x, end))) return 0;
    if (r[1] == 2 && !letter_after(x, end)) {       /* at the end of a word it may close a quotation */
        Py_ssize_t first = word_start(x, start, 0);
        x->word_wide |= !x->beyond;
        if (first > 0) {
            Py_ssize_t q = previous(x, first); Grapheme g = raw(x, q);
            if (g.end - q == 1 && (k->opener[g.class_] & OPENER)) return 0;
        }
    }
    for (uint32_t i = k->test_start[rule]; i < k->test_start[rule + 1]; i++) {
        uint32_t condition = k->tests[2 * i], test = k->tests[2 * i + 1]; int yes;
        switch (condition) {
        case PRECEDED_BY: yes = holds_before(x, test); break;
        case FOLLOWED_BY: yes = holds_after(x, test, end); break;
        case IN_WORD: yes = in_word(x, test, start); break;
        case NOT_IN_WORD: yes = !in_word(x, test, start); break;
        case VOWEL_BEFORE: yes = vowel_before(x, test, tag) == 2; break;
        case VOWEL_AFTER: yes = vowel_after(x, test, end) == 2; break;
        default: yes = vowel_after(x, test, end); if (!yes) yes = vowel_before(x, test, tag); yes = yes == 2;
        }
        if (!yes) return 0;
    }
    return !r[2] || x->vowel[tag] == NONE;
}

static int among_capitals(Context *x, Py_ssize_t start, Py_ssize_t end)
{
    for (int i = 0; i < REACH && end < x->n; i++) {
        Grapheme g = grapheme(x, end);
        if (g.kind == KIND_OTHER) break;
        if (g.cap) return g.cap == 2;
        end = g.end;
    }
    if (end >= x->n) x->beyond = 1; else x->word_wide = 1;
    for (int i = 0; i < REACH && start > 0; i++) {
        start = previous(x, start); Grapheme g = grapheme(x, start);
        if (g.kind == KIND_OTHER) break;
        if (g.cap) return g.cap == 2;
    }
    return 0;
}

/* The style of a unit from how many of its graphemes have a case, and how many of these are capitals. */
static inline int style_of(int cased, int capitals, int first_capital)
{
    if (!capitals) return LOWER;
    if (capitals == cased) return cased == 1 ? ONE_CAPITAL : UPPER;
    return first_capital && capitals == 1 ? TITLE : NO_STYLE;
}

/* The result of a rule that holds for [p, end). */
static void take(Context *x, uint32_t rule, int style, Py_ssize_t p, Py_ssize_t end, int starts_outside, Result *result)
{
    const Kernel *k = x->k; const uint16_t *r = k->rules + 6 * rule;
    int is_sign = k->sig_kind[r[0]] == (2 | 2 << 4);       /* and not just ends in one */
    if (style == ONE_CAPITAL) style = r[3] > 1 && among_capitals(x, p, end) ? UPPER : TITLE;
    else if (style == LOWER && r[3] && is_sign && among_capitals(x, p, end)) style = UPPER;
    const uint32_t *out = k->outputs + 6 * rule + 2 * style;
    result->end = end; result->out = k->pool + out[0]; result->n_out = out[1];
    note_rule(x, rule, starts_outside);
}

/* Try the rules of the longest source at p. */
static int match(Context *x, Py_ssize_t p, Grapheme g, Result *result)
{
    const Kernel *k = x->k;
    uint32_t nodes[MAX_SOURCE]; Py_ssize_t ends[MAX_SOURCE]; uint8_t styles[MAX_SOURCE];
    int depth = 0, cased = 0, capitals = 0, first_capital = 0, outside = g.kind == KIND_OTHER; uint32_t node = 0;
    while (depth < MAX_SOURCE && (node = child(k, node, g.form))) {
        if (g.cap) { if (!cased) first_capital = g.cap == 2; cased++; capitals += g.cap == 2; }
        nodes[depth] = node; ends[depth] = g.end;
        styles[depth++] = (uint8_t)style_of(cased, capitals, first_capital);
        if (!k->node_more[node]) break;
        if (g.end >= x->n) { x->beyond = 1; break; }
        g = spelled(x, g.end);
    }
    while (depth--) {
        if (styles[depth] == NO_STYLE) continue;
        for (uint32_t rule = k->node_rules[nodes[depth]]; rule < k->node_rules[nodes[depth] + 1]; rule++) {
            if (!holds(x, rule, p, ends[depth])) continue;
            take(x, rule, styles[depth], p, ends[depth], outside, result);
            return 1;
        }
    }
    return 0;
}

static void write_prefix(Context *x, Py_ssize_t p, Result *result)
{
    const uint32_t *q = x->k->prefixes, *end = q + x->k->n_prefixes;
    while (q < end) {
        uint32_t at = *q++, length = *q++, n = *q++; int yes = 1;
        for (; n--; q += 2) yes &= in_word(x, q[1], p) == (q[0] == IN_WORD);
        if (yes) { result->before = x->k->pool + at; result->n_before = length; return; }
    }
}
