/* The word around a place: what it has, and whether it is foreign. */

static Py_ssize_t word_start(Context *x, Py_ssize_t p, Py_ssize_t not_before)
{
    while (p > not_before) {
        uint32_t form = plain_at(x, p - 1);
        if (form == 0) break;
        if (form != NOT_PLAIN) { p--; continue; }
        Py_ssize_t q = previous(x, p);
        if (grapheme(x, q).kind == KIND_OTHER) break;
        p = q;
    }
    return p;
}

/* Find the part of the word that p is in: it starts with the word, or where the part before it ends. */
static void find_piece(Context *x, Py_ssize_t p)
{
    if (p >= x->piece && p < x->piece_end) return;
    Py_ssize_t start = word_start(x, p, x->piece_end <= p ? x->piece_end : 0), end = start;
    for (;;) {
        while (end < x->n) {
            uint32_t form = plain_at(x, end); Py_ssize_t next = end + 1;
            if (form == NOT_PLAIN || !no_mark_at(x, next)) {
                Grapheme g = grapheme(x, end);
                form = g.kind != KIND_OTHER; next = g.end;
            }
            if (!form || (end > start && next - start > WORD_LIMIT)) break;
            end = next;
        }
        if (p < end || end == start) break;
        start = end;
    }
    x->piece = start; x->piece_end = end;
    x->foreign = 0;
    memset(x->answers, 0, x->k->n_tests);
}

/* The signature at q of a word (NONE when no rule reads it), and where the next one is. */
static inline uint16_t signature_in_word(Context *x, Py_ssize_t q, Py_ssize_t *end)
{
    uint16_t signature = value_of_plain(x, q);
    if (signature != NONE) *end = q + 1;
    else if ((signature = fixed_at(x, q, x->n, end)) == NONE) *end = grapheme(x, q).end;
    return signature;
}

static int in_word(Context *x, uint32_t test, Py_ssize_t p)
{
    const Kernel *k = x->k;
    if (!(p >= x->piece && p < x->piece_end) && grapheme(x, p).kind == KIND_OTHER) return 0;
    find_piece(x, p);
    if (!x->answers[test]) {
        x->asks_word = 1;
        int found = 0;
        for (Py_ssize_t q = x->piece; q < x->piece_end && !found; ) {
            uint16_t signature = signature_in_word(x, q, &q);
            found = signature != NONE && k->inside[signature * k->n_tests + test];
        }
        x->answers[test] = found ? 2 : 1;
    }
    return x->answers[test] == 2;
}

/* Whether one of the sequences in `never` stands at the beginning of these letters, of which 0 is the last. */
static int begins_never(const Kernel *k, const uint16_t *letters)
{
    if (bit_at(k->never_alone, letters[0])) return 1;
    for (uint32_t at = k->never_first[hash_of_two(letters[0], letters[1])]; at; at = k->never_next[at - 1]) {
        const uint16_t *sequence = k->never + at - 1; Py_ssize_t length = 0;
        while (sequence[length] && sequence[length] == letters[length]) length++;
        if (!sequence[length]) return 1;
    }
    return 0;
}

/* Whether this part of a word of the hub is foreign: a Latin letter from outside, or a sequence that cannot be. */
static int judge_foreign(Context *x)
{
    const Kernel *k = x->k; uint16_t letters[WORD_LIMIT + 1]; Py_ssize_t n = 0;
    for (Py_ssize_t q = x->piece; q < x->piece_end; ) {
        uint32_t form = plain_at(x, q);
        if (form && form != NOT_PLAIN && no_mark_at(x, q + 1)) {
            if (n < WORD_LIMIT) letters[n++] = (uint16_t)form;
            q++;
            continue;
        }
        Grapheme g = grapheme(x, q);
        if (g.kind == KIND_LETTER) {
            if (g.latin == FOREIGN) return 1;
            if (n < WORD_LIMIT) letters[n++] = g.form;
        }
        q = g.end;
    }
    letters[n] = 0;
    for (Py_ssize_t at = 0; at < n; at++)
        if (begins_never(k, letters + at)) return 1;
    return 0;
}

static int is_foreign(Context *x, Py_ssize_t p)
{
    find_piece(x, p);
    if (!x->foreign) x->foreign = judge_foreign(x) ? 2 : 1;
    return x->foreign == 2;
}
