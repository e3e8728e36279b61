/* What stands to the left and to the right of a place, and the conditions about that. */

/* ---- to the left ---- */

static void forget_left(Context *x)
{
    x->left = EDGE; x->through = 0; x->seen = 0;
    for (uint32_t t = 0; t < x->k->n_tags; t++) x->vowel[t] = NONE;
}

static inline void note_vowel(Context *x, uint16_t signature)
{
    for (uint32_t t = 0; t < x->k->n_tags; t++)
        if (x->k->is_vowel[signature * x->k->n_tags + t]) x->vowel[t] = signature;
}

/* Bring the left side up to p, over characters that the loop wrote since the last step: each is a unit of its own. */
static void catch_up(Context *x, Py_ssize_t p)
{
    const Kernel *k = x->k;
    if (x->left_at == p) return;
    uint16_t class_ = class_of(k, read_at(x, p - 1));
    if (k->asks_vowels) {
        Py_ssize_t q = p;
        while (q > x->left_at && k->kind[class_of(k, read_at(x, q - 1))] != KIND_OTHER) q--;
        if (q > x->left_at) forget_left(x);
        for (; q < p; q++) {
            class_ = class_of(k, read_at(x, q));
            if (k->is_vowel_class[class_]) note_vowel(x, k->signature[class_]);
        }
        class_ = class_of(k, read_at(x, p - 1));
    }
    x->left = k->signature[class_]; x->through = 0; x->seen = 0;
    x->left_at = p;
}

static void note_rule(Context *x, uint32_t rule, int starts_outside)
{
    const Kernel *k = x->k; uint16_t signature = k->rules[6 * rule];
    if (!(k->sig_kind[signature] & 15)) { x->left = signature; x->through = 0; x->seen = 0; }
    else { x->through |= (uint64_t)1 << k->through[signature]; x->seen = 1; }
    if (!k->asks_vowels) return;
    if (starts_outside) for (uint32_t t = 0; t < k->n_tags; t++) x->vowel[t] = NONE;
    else for (uint32_t i = k->fixed_start[rule]; i < k->fixed_start[rule + 1]; i++) note_vowel(x, k->fixed_units[i]);
}

static void note_copy(Context *x, Grapheme g)
{
    if (g.kind == KIND_OTHER) { forget_left(x); return; }
    if (g.kind == KIND_LETTER) { x->left = COPIED; x->through = 0; x->seen = 0; }
    else if (g.kind != KIND_IGNORABLE) x->seen = 1;
    uint32_t node = x->k->asks_vowels ? child(x->k, 0, g.form) : 0;
    if (node && x->k->node_fixed[node] != NONE) note_vowel(x, x->k->node_fixed[node]);
}

static int holds_before(const Context *x, uint32_t test)
{
    const Kernel *k = x->k; int edge = k->edge_tests[test];
    for (uint64_t rest = x->through, bit = 0; rest; rest >>= 1, bit++) {
        if (!(rest & 1)) continue;
        uint16_t s = k->through_signature[bit];
        if (k->left[s * k->n_tests + test] || ((edge & 2) && (k->sig_kind[s] & 15) == 1)) return 1;
    }
    if (x->left == EDGE) return (edge & 1) && !x->seen;
    if (x->left == COPIED) return (edge & 2) != 0;
    return k->left[x->left * k->n_tests + test] || (edge & 2);
}

/* ---- to the right ---- */

static int holds_after(Context *x, uint32_t test, Py_ssize_t p)
{
    const Kernel *k = x->k; int edge = k->edge_tests[test], seen = 0;
    for (int i = 0; i < REACH; i++) {
        if (p >= x->n) { x->beyond = 1; return (edge & 1) && !seen; }
        uint16_t plain = value_of_plain(x, p);
        if (plain != NONE && k->sig_kind[plain] >> 4 == 0) return k->right[plain * k->n_tests + test] || (edge & 2);
        Grapheme g = grapheme(x, p); Py_ssize_t end;
        if (g.kind == KIND_OTHER) return (edge & 1) && !seen;
        uint16_t s = fixed_at(x, p, x->n, &end);
        if (s != NONE) {
            int silent = k->sig_kind[s] >> 4;
            if (k->right[s * k->n_tests + test]) return 1;
            if (silent == 0) return (edge & 2) != 0;
            if (silent == 1 && (edge & 2)) return 1;
            seen = 1; p = end;
            continue;
        }
        if (g.kind == KIND_LETTER) return (edge & 2) != 0;
        seen |= g.kind != KIND_IGNORABLE;
        p = g.end;
    }
    return 0;
}

static int letter_after(Context *x, Py_ssize_t p)   /* holds_after() of a test for any letter */
{
    const Kernel *k = x->k;
    for (int i = 0; i < REACH; i++) {
        if (p >= x->n) { x->beyond = 1; return 0; }
        Grapheme g = grapheme(x, p); Py_ssize_t end;
        if (g.kind == KIND_OTHER) return 0;
        uint16_t s = fixed_at(x, p, x->n, &end);
        if (s != NONE) { if (k->sig_kind[s] >> 4 != 2) return 1; p = end; continue; }
        if (g.kind == KIND_LETTER) return 1;
        p = g.end;
    }
    return 0;
}

static int letter_before(const Context *x)
{
    const Kernel *k = x->k;
    for (uint64_t rest = x->through, bit = 0; rest; rest >>= 1, bit++)
        if ((rest & 1) && (k->sig_kind[k->through_signature[bit]] & 15) == 1) return 1;
    return x->left != EDGE;
}

/* The answer of a test about the nearest vowel: 0 there is none, 1 it fails, 2 it holds. */
static int vowel_after(Context *x, uint32_t test, Py_ssize_t p)
{
    const Kernel *k = x->k; Py_ssize_t stop, end; int reach = REACH; uint16_t plain;
    for (; reach && (plain = value_of_plain(x, p)) != NONE; reach--, p++)
        if (k->vowel_first[plain * k->n_tests + test]) return k->vowel_first[plain * k->n_tests + test];
    for (stop = p; reach && stop < x->n; reach--) {
        Grapheme g = grapheme(x, stop);
        if (g.kind == KIND_OTHER) break;
        stop = g.end;
        x->beyond |= stop >= x->n;
    }
    while (p < stop) {
        uint16_t s = fixed_at(x, p, x->n, &end);
        if (s == NONE) { p = grapheme(x, p).end; continue; }
        if (k->vowel_first[s * k->n_tests + test]) return k->vowel_first[s * k->n_tests + test];
        p = end;
    }
    return 0;
}

static int vowel_before(const Context *x, uint32_t test, uint32_t tag)
{
    return x->vowel[tag] == NONE ? 0 : x->k->vowel_last[x->vowel[tag] * x->k->n_tests + test];
}
