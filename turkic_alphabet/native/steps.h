/* One unit of a text, by the rules. */

static Result step(Context *x, Py_ssize_t p);

static Result copy(Context *x, Grapheme g)
{
    Result result = { g.end, -1, NULL, NULL, 0, 0, 0 };
    note_copy(x, g); x->left_at = g.end;
    return result;
}

/* Convert [p, end), before which a word has ended, again only to know how much it gives. */
static Py_ssize_t length_of(const Context *x, Py_ssize_t p, Py_ssize_t end, int keeps)
{
    Context again = *x; Py_ssize_t length = 0;
    again.keeps = keeps; again.guarded = NO_GUARDS; again.left_at = again.piece = again.piece_end = p;
    /* The transducer may have told that the word which goes on at `end` is foreign, where steps have not yet come so far. */
    if (x->careful_end <= end) again.careful_end = p;
    forget_left(&again);
    while (p < end) {
        Result r = step(&again, p);
        if (r.roll_back >= 0) { length -= r.roll_back; p = r.end; continue; }
        length += r.n_before + (r.out ? (Py_ssize_t)r.n_out : r.end - p); p = r.end;
    }
    return length;
}

static inline int bit_of(const Kernel *k, const uint8_t *matrix, uint32_t a, uint32_t b)
{
    return matrix[a * k->follow_width + (b >> 3)] >> (b & 7) & 1;
}

/* Whether a class after another may belong to a sequence that no word of the language has. */
static inline int tells(const Kernel *k, uint32_t first, uint32_t next)
{
    return bit_of(k, k->telling, first, next);
}

/* Whether a unit has a letter that only foreign words have, or that tells of a sequence that cannot be. */
static int suspicious(Context *x, Py_ssize_t p, Py_ssize_t end)
{
    while (p < end) {
        Grapheme g = grapheme(x, p);
        if (g.kind == KIND_LETTER && g.latin == FOREIGN) return 1;
        if (tells(x->k, g.class_, g.end < x->n ? grapheme(x, g.end).class_ : OTHER)) return 1;
        p = g.end;
    }
    return 0;
}

/* A word that turned out to be foreign at p: take back what was written of it, and go through it part by part. */
static Result roll_back(Context *x, Py_ssize_t p)
{
    Py_ssize_t first = word_start(x, p, 0), end = first;
    Result result = { first, length_of(x, first, p, 0), NULL, NULL, 0, 0, 0 };
    while (end < x->n) { Grapheme g = grapheme(x, end); if (g.kind == KIND_OTHER) break; end = g.end; }
    x->careful_end = end; x->piece = x->piece_end = first; x->left_at = first; forget_left(x);
    return result;
}

static Result step(Context *x, Py_ssize_t p)
{
    const Kernel *k = x->k; Result result = { 0, -1, NULL, NULL, 0, 0, 0 };
    if (x->guarded && guard_at(x, p)) { result.guard = 1; return result; }
    catch_up(x, p);
    Grapheme g = grapheme(x, p);
    int in_word_ = g.kind != KIND_OTHER, careful = p < x->careful_end;
    if (careful && in_word_ && is_foreign(x, p)) return copy(x, g);
    if (k->n_prefixes && in_word_ && (p == 0 || grapheme(x, previous(x, p)).kind == KIND_OTHER)) write_prefix(x, p, &result);
    if (!match(x, p, g, &result)) {
        result.guard = x->guarded == ALL_GUARDS && k->stops_at_foreign && g.kind == KIND_LETTER && g.latin;
        result.end = copy(x, g).end;
    }
    x->left_at = result.end;
    if (result.guard) return result;
    int judged = x->keeps && !careful && (k->n_never || !g.form) && suspicious(x, p, result.end);
    if (judged && is_foreign(x, p)) return roll_back(x, p);
    return result;
}
