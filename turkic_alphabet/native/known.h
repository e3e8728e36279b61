/* Tokens that are known, and letters by the transducer. Included once for each width of the characters of a text, SRC; those of
   the result are DST. */

static inline uint32_t OF_WIDTH(place_at)(const uint32_t *places, const SRC *s) { return *s < TABLED ? places[*s] : NO_COLUMN; }

/* What a short transition writes; it may write over what is behind that. */
static inline void OF_WIDTH(write)(const Action *action, SRC itself, DST *to)
{
    uint64_t four = action->four + itself * action->itself;
    if (sizeof(DST) == 2) memcpy(to, &four, sizeof four);
    else {
        uint16_t each[4];
        memcpy(each, &four, sizeof four);
        for (int i = 0; i < 4; i++) to[i] = each[i];
    }
}

/* A transition that needs a closer look: how much it writes, or -1, with the state as it is, where a step is needed. */
static int OF_WIDTH(look_closer)(Context *x, Transducer *t, const SRC *s, Py_ssize_t p, size_t *row, DST *to)
{
    uint32_t state = (uint32_t)(*row >> BAND), entry = sought(x, t, &state, p); int written = LENGTH_OF(entry);
    *row = ROW(state);
    if (entry & LENGTH) OF_WIDTH(write)(t->actions + ACTION(entry), s[p], to);
    else if (ACTION(entry) < FIRST_ACTION) return -1;
    else {
        const LongAction *all = t->long_actions + ACTION(entry);
        for (written = 0; written < all->n; written++)
            to[written] = written == all->itself_at ? (DST)s[p] : all->chars[written];
    }
    *row = ROW(NEXT_STATE(entry));
    return written;
}

/* Pass over letters up to the end of their token, from the state of `row`; 0 where a step is needed before. */
static inline int OF_WIDTH(known_letters)(Context *x, Transducer *t, const SRC *s, Py_ssize_t *at, size_t *row, DST **into,
                                          const DST *full)
{
    const uint32_t *entries = t->entries, *places = t->place; const Action *actions = t->actions;
    Py_ssize_t p = *at, last = x->n - 1; DST *to = *into; uint32_t next = OF_WIDTH(place_at)(places, s + p); int length = 0;
    for (SRC c = 0; p <= last && to < full && !IS_BLANK(c); p++) {
        uint32_t place = next, entry = OBSERVE(entries[BEGIN(place) + *row]);
        c = s[p]; next = p < last ? OF_WIDTH(place_at)(places, s + p + 1) : 0;
        if (!(entry & LENGTH) || CLOSER(place, next)) {
            if ((length = OF_WIDTH(look_closer)(x, t, s, p, row, to)) < 0) break;
        } else {
            OF_WIDTH(write)(actions + ACTION(entry), c, to);
            length = LENGTH_OF(entry); *row = ROW(NEXT_STATE(entry));
        }
        to += length;
    }
    *at = p; *into = to;
    return length >= 0;
}

/* The window that begins at p: a copy where characters have another width, or the text ends within it. */
static inline const uint16_t *OF_WIDTH(window)(const SRC *s, Py_ssize_t p, Py_ssize_t n, uint16_t *copy)
{
    Py_ssize_t length = n - p < WINDOW_AND_TOKEN ? n - p : WINDOW_AND_TOKEN; SRC chars[WINDOW_AND_TOKEN];
    if (sizeof(SRC) == 2 && length == WINDOW_AND_TOKEN) return (const uint16_t *)(s + p);
    memcpy(chars, s + p, (size_t)length * sizeof *chars);
    for (Py_ssize_t i = length; i < WINDOW_AND_TOKEN; i++) chars[i] = ' ';
    for (int i = 0; i < WINDOW_AND_TOKEN; i++)
        copy[i] = (uint16_t)(chars[i] | (sizeof(SRC) == 4 && chars[i] > 0xFFFF ? NO_CHARACTER : 0));
    return copy;
}

/* What a token becomes that is too long to be looked up with others; how much, or -1 where it is not known. */
static int OF_WIDTH(longer_token)(const Vocabulary *v, const SRC *s, uint32_t n, int guarded, DST *to, const DST *full)
{
    uint16_t chars[LONGER];
    if (n > LONGER) return -1;
    for (uint32_t i = 0; i < n; i++) {
        if (s[i] >= NO_CHARACTER) return -1;
        chars[i] = (uint16_t)s[i];
    }
    const LongerToken *token = longer_slot(v, chars, n, guarded);
    if (!token || !token->end || token->end > full - to) return -1;
    for (int i = 0; i < token->end - 1; i++) to[i] = token->result[i];
    return token->end - 1;
}

/* Pass over tokens that are known, and the blanks behind them; 0 where one is met that is not. */
static inline int OF_WIDTH(known_tokens)(const Vocabulary *v, Ahead *ahead, const SRC *s, Py_ssize_t n, int guarded,
                                         Py_ssize_t *at, DST **into, const DST *full)
{
    Py_ssize_t p = *at; DST *to = *into; uint16_t copy[WINDOW_AND_TOKEN]; int known = 1;
    while (p < n && to < full) {
        if (ahead->n - ahead->at < FEW) {
            if (ahead->at == ahead->n) { ahead->end = p; ahead->last = 0; }
            if (!ahead->last && ahead->end < n) look_ahead(ahead, v, OF_WIDTH(window)(s, ahead->end, n, copy), guarded);
            if (ahead->at == ahead->n) { known = 0; break; }
        }
        uint32_t number = ahead->at++ % AHEAD, length = ahead->lengths[number];
        Token *slot = ahead->slots[number];
        if (slot) {
            const Token *token = known_token(v, slot, ahead->keys + number);
            if (!token) { known = 0; break; }
            if (sizeof(DST) == 2) memcpy(to, token->result, sizeof token->result);
            else for (int i = 0; i < LONGEST_TOKEN; i++) to[i] = token->result[i];
            to += token->end - 1;
        } else {
            int written = OF_WIDTH(longer_token)(v, s + p, length, guarded, to, full);
            if (written < 0) { known = 0; break; }
            to += written;
        }
        p += length;
        if (p < n) *to++ = s[p++];
    }
    *at = p; *into = to;
    return known;
}

/* Add the token that has ended before p, and become what was written since, if it can be. */
static void OF_WIDTH(add_token)(const Context *x, Vocabulary *v, const SRC *s, Py_ssize_t p, const DST *data,
                                Py_ssize_t written)
{
    uint16_t chars[LONGER + 1], result[LONGER];
    Py_ssize_t n = p - 1 - x->token, length = written - 1 - x->before_token;
    if (x->token < 0 || n > LONGER || length < 0 || length > LONGER) return;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (IS_BLANK(s[x->token + i]) || s[x->token + i] >= NO_CHARACTER) return;
        chars[i] = (uint16_t)s[x->token + i];
    }
    for (Py_ssize_t i = 0; i < length; i++) result[i] = (uint16_t)data[x->before_token + i];
    add_to_vocabulary(v, chars, n, result, length, x->guarded);
}

/* Pass over what is known, and return where a step is needed: tokens at a time, and letter by letter one that is new. */
static Py_ssize_t OF_WIDTH(known)(Context *x, Transducer *t, const SRC *s, Py_ssize_t p, DST *data, Py_ssize_t room,
                                  Py_ssize_t *written)
{
    DST *to = data + *written, *full = data + room - LONGEST_TOKEN - 1; Ahead ahead; size_t row = ROW(t->after_blank);
    int in_token = p > 0 && !IS_BLANK(s[p - 1]);
    if (in_token) {
        uint32_t state = state_at(x, t, p);
        if (state == NO_STATE) return p;
        row = ROW(state);
    }
    for (ahead.at = ahead.n = 0; p < x->n && to < full; ) {
        if (!in_token) {
            OF_WIDTH(add_token)(x, &t->vocabulary, s, p, data, to - data);
            x->token = -1; row = ROW(t->after_blank);
            if (OF_WIDTH(known_tokens)(&t->vocabulary, &ahead, s, x->n, x->guarded, &p, &to, full)) break;
            x->token = p; x->before_token = to - data;
        }
        if (!OF_WIDTH(known_letters)(x, t, s, &p, &row, &to, full) || !IS_BLANK(s[p - 1])) break;
        in_token = 0;
    }
    *written = to - data;
    return leave(x, t, (uint32_t)(row >> BAND), p, written);
}

/* What is known of a text from p on, behind what was written of it already; 0 where a token is met that is not. */
static int OF_WIDTH(known_part)(const Vocabulary *v, Ahead *ahead, const void *text, Py_ssize_t n, Py_ssize_t *at, Out *out,
                                Py_ssize_t *written)
{
    DST *data = out->data, *to = data + *written;
    int known = OF_WIDTH(known_tokens)(v, ahead, text, n, NO_GUARDS, at, &to, data + out->capacity - LONGEST_TOKEN - 1);
    *written = to - data;
    return known;
}
