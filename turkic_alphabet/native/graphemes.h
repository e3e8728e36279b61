/* What a text is made of: letters with their marks, apostrophes that are signs, letters repaired as what they look like. */

static uint16_t compose(const Kernel *k, uint32_t base, uint32_t mark)
{
    Py_ssize_t low = 0, high = k->n_composed;
    while (low < high) {
        Py_ssize_t mid = (low + high) / 2; const uint32_t *t = k->composed + 3 * mid;
        if (t[0] < base || (t[0] == base && t[1] < mark)) low = mid + 1; else high = mid;
    }
    const uint32_t *t = k->composed + 3 * low;
    return low < k->n_composed && t[0] == base && t[1] == mark ? (uint16_t)t[2] : 0;
}

/* The grapheme at p as its characters are, before its neighbours make it a sign or repair it. */
static Grapheme raw(const Context *x, Py_ssize_t p)
{
    const Kernel *k = x->k; uint32_t c = read_at(x, p); uint16_t class_ = class_of(k, c);
    Grapheme g = { p + 1, class_, k->form[class_], k->kind[class_], k->cap[class_], k->latin[class_] };
    int letter = g.kind == KIND_LETTER || (k->opener[class_] & UNICODE_LETTER);
    if (!letter || !is_mark(x, p + 1)) return g;      /* letters take the marks after them, other marks stand alone */
    while (is_mark(x, g.end)) g.end++;
    if (g.end == p + 2 && (class_ = compose(k, c, read_at(x, p + 1)))) {
        Grapheme whole = { g.end, class_, k->form[class_], k->kind[class_], k->cap[class_], k->latin[class_] };
        return whole;
    }
    g.latin = g.latin ? FOREIGN : 0;
    g.class_ = (g.latin ? LATIN : LETTER) + g.cap; g.form = 0; g.kind = KIND_LETTER;
    return g;
}

static Py_ssize_t previous(const Context *x, Py_ssize_t p)  /* where the grapheme before p starts; p > 0 */
{
    Py_ssize_t q = p - 1;
    while (q > 0 && is_mark(x, q)) q--;
    if (q == p - 1) return q;
    uint16_t class_ = class_of(x->k, read_at(x, q));
    int letter = x->k->kind[class_] == KIND_LETTER || (x->k->opener[class_] & UNICODE_LETTER);
    return letter ? q : p - 1;
}

static int is_sign(Context *x, Py_ssize_t p, Grapheme g)
{
    if (!x->k->reading) return 1;
    Py_ssize_t q = p; Grapheme other;
    do { if (q == 0) return 0; q = previous(x, q); other = raw(x, q); } while (other.kind == KIND_IGNORABLE);
    if (other.kind != KIND_LETTER) return 0;
    if (x->k->opener[g.class_] & ALWAYS_SIGN) return 1;
    for (q = g.end; q < x->n; q = other.end) {
        other = raw(x, q);
        if (other.kind != KIND_IGNORABLE) return other.kind == KIND_LETTER;
    }
    x->beyond = 1;
    return 0;
}

static inline int kind_of(Context *x, Py_ssize_t p, Grapheme g)
{
    return g.kind == KIND_SIGN ? (is_sign(x, p, g) ? KIND_SIGN : KIND_OTHER) : g.kind;
}

/* Whether the foreign letter at p stands in a run that is read as what it looks like. */
static int repaired(Context *x, Py_ssize_t p, Grapheme g)
{
    if (p >= x->run && p < x->run_end) return x->run_repaired;
    int letters = 1, touches = 0, all = x->k->alike[g.class_] != 0; Py_ssize_t q = p, first = p, end = g.end;
    while (q > 0 && letters <= REACH) {
        Py_ssize_t at = previous(x, q); Grapheme o = raw(x, at); int kind = kind_of(x, at, o);
        if (kind == KIND_OTHER) break;
        if (kind == KIND_LETTER) {
            if (o.form) { touches = 1; break; }
            letters++; all &= x->k->alike[o.class_] != 0; first = at;
        }
        q = at;
    }
    int back = letters;   /* so far ahead in any case, so that a long run of the unknown is not judged anew at every letter */
    for (q = g.end; q < x->n && letters <= back + REACH; ) {
        Grapheme o = raw(x, q); int kind = kind_of(x, q, o);
        if (kind == KIND_OTHER) break;
        if (kind == KIND_LETTER) {
            if (o.form) { touches = 1; break; }
            letters++; all &= x->k->alike[o.class_] != 0; end = o.end;
        }
        q = o.end;
    }
    int yes = all && touches && letters <= REACH;
    x->run = first; x->run_end = end; x->run_repaired = yes;
    return yes;
}

/* Whether at p a letter goes on with a run of foreign ones, and is none that anything else could be asked about. */
static inline int is_copied_too(const Context *x, Py_ssize_t p)
{
    const Kernel *k = x->k;
    if (p <= x->run || p >= x->run_end || x->run_repaired || x->keeps || k->stops_at_foreign) return 0;
    if (x->left != COPIED || x->seen || x->through) return 0;          /* so that it changes nothing to the left */
    uint32_t c = read_at(x, p); uint16_t class_ = class_of(k, c);
    return k->kind[class_] == KIND_LETTER && !k->form[class_] && !(c < 128 && k->guarded[c]) && !is_mark(x, p + 1);
}

static Grapheme grapheme_slow(Context *x, Py_ssize_t p)
{
    Grapheme g = raw(x, p);
    if (g.kind == KIND_SIGN) g.kind = (uint8_t)kind_of(x, p, g);
    else if (g.kind == KIND_LETTER && !g.form && repaired(x, p, g)) {
        g.class_ = x->k->alike[g.class_]; g.form = x->k->form[g.class_]; g.cap = x->k->cap[g.class_]; g.latin = 0;
    }
    return g;
}

static inline Grapheme grapheme(Context *x, Py_ssize_t p)
{
    const Kernel *k = x->k; uint16_t class_ = class_of(k, read_at(x, p));
    if (k->ordinary[class_] && !is_mark(x, p + 1)) {
        Grapheme g = { p + 1, class_, k->form[class_], k->kind[class_], k->cap[class_], k->latin[class_] };
        return g;
    }
    return grapheme_slow(x, p);
}

/* As grapheme(), where only the form and the case matter: an apostrophe need not be judged. */
static inline Grapheme spelled(Context *x, Py_ssize_t p)
{
    const Kernel *k = x->k; uint16_t class_ = class_of(k, read_at(x, p));
    if ((k->ordinary[class_] || k->kind[class_] == KIND_SIGN) && !is_mark(x, p + 1)) {
        Grapheme g = { p + 1, class_, k->form[class_], k->kind[class_], k->cap[class_], k->latin[class_] };
        return g;
    }
    return grapheme_slow(x, p);
}
