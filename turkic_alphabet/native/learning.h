/* How a transducer learns, and what it is asked. */

/* What stands to the left of x, in a state without anything that waits. */
static State left_side(const Context *x, const Transducer *t)
{
    State s;
    memset(&s, 0, sizeof s);
    s.word = NOT_ASKED;
    s.through = x->through; s.seen = (uint8_t)x->seen; s.left = t->left_like[x->left];
    for (uint32_t i = 0; i < MAX_TAGS; i++) {
        uint16_t vowel = x->k->asks_vowels && i < x->k->n_tags ? x->vowel[i] : NONE;
        s.vowel[i] = vowel == NONE ? NONE : t->vowel_like[vowel];
    }
    return s;
}

static void restore_left(Context *x, const State *s, Py_ssize_t p)
{
    x->through = s->through; x->seen = s->seen; x->left = s->left; x->left_at = p;
    memcpy(x->vowel, s->vowel, sizeof s->vowel);
}

/* The number of a state; NO_STATE when it is new, and not to be added or beyond the limit. */
static uint32_t number_of_state(Transducer *t, const State *s, int add)
{
    uint32_t at = hash_of_bytes(s, sizeof *s) % BUCKETS, number;
    for (; (number = OBSERVE(t->buckets[at])); at = (at + 1) % BUCKETS)
        if (!memcmp(t->states + number - 1, s, sizeof *s)) return number - 1;
    if (!add || t->n_states == t->most_states) return NO_STATE;
    t->states[t->n_states] = *s;
    PUBLISH(t->buckets[at], t->n_states + 1);
    return t->n_states++;
}

/* The length and number of an action; ESCAPE beyond the limit. */
static uint32_t entry_for(Transducer *t, const LongAction *action)
{
    uint32_t at = hash_of_bytes(action, sizeof *action) % BUCKETS, number, length = action->n > 4 ? 0 : (action->n + 1u) << 13;
    for (; (number = t->action_buckets[at]); at = (at + 1) % BUCKETS)
        if (!memcmp(t->long_actions + number, action, sizeof *action)) return number | length;
    if (t->n_actions == ACTIONS) return ESCAPE;
    t->action_buckets[at] = (uint16_t)(number = t->n_actions++);
    t->long_actions[number] = *action;
    memcpy(&t->actions[number].four, action->chars, sizeof t->actions[number].four);
    if (action->itself_at < 4)
        t->actions[number].itself = (uint64_t)1 << 16 * (PY_LITTLE_ENDIAN ? action->itself_at : 3 - action->itself_at);
    return number | length;
}

/* The transducer of a kernel, made when it is first wanted; NULL where there is none, or while another thread makes it. */
static Transducer *transducer_for(const Context *x)
{
    Kernel *k = (Kernel *)x->k; Transducer *t = OBSERVE(k->transducer);
    if (t || !TRY_LOCK(k->transducer_lock) || !(t = new_transducer(x))) return t;
    Context nothing;
    nothing.k = k; forget_left(&nothing);
    State after_blank = left_side(&nothing, t);
    t->after_blank = number_of_state(t, &after_blank, 1);
    PUBLISH(k->transducer, t);
    return t;
}

/* What one more character does to a state: the entry, or ESCAPE. */
static uint32_t transition(const Kernel *k, Transducer *t, uint32_t number, uint32_t column)
{
    const State *from = t->states + number; Context y; Py_ssize_t q = 1;
    uint32_t text[WAITING + 2]; LongAction action; uint16_t spelled = t->spelled[((size_t)from->spelled << t->shift) + column];
    text[0] = from->before == KIND_LETTER ? t->letter : from->before == KIND_SIGN ? t->sign : ' ';
    for (int i = 0; i < from->n_waiting; i++) text[1 + i] = t->character[from->waiting[i]];
    if (spelled & COMPLETE) return ESCAPE;
    memset(&y, 0, offsetof(Context, answers)); memset(y.answers, 0, k->n_tests); memset(&action, 0, sizeof action);
    action.itself_at = WRITTEN;
    y.k = k; y.text = text; y.width = 4; y.n = from->n_waiting + 2; y.run = y.run_end = -1;
    text[y.n - 1] = t->character[column];
    restore_left(&y, from, q);

    State to = *from; uint32_t word = from->word; int one_word = 1;
    to.n_waiting = 0; memset(to.waiting, 0, sizeof to.waiting);
    y.piece_end = y.n;
    while (q < y.n) {
        for (uint32_t i = 0; i < t->n_word_tests; i++)
            y.answers[t->word_tests[i]] = word == NOT_ASKED ? 0 : word >> i & 1 ? 2 : 1;
        y.beyond = y.word_wide = y.asks_word = 0;
        Result r = step(&y, q);
        if (y.asks_word && !y.beyond && one_word && from->word == NOT_ASKED) return ASK_WORD;
        if (y.word_wide) return ESCAPE;
        if (y.beyond || y.asks_word) break;
        if (!r.out && k->stops_at_foreign && k->latin[class_of(k, text[q])]) return ESCAPE;     /* a guard, if any are looked for */
        if (action.n + r.n_before + (r.out ? r.n_out : (uint32_t)(r.end - q)) > WRITTEN) return ESCAPE;
        for (uint32_t i = 0; i < r.n_before; i++) action.chars[action.n++] = r.before[i];
        for (uint32_t i = 0; r.out && i < r.n_out; i++) action.chars[action.n++] = r.out[i];
        for (; q < r.end; q++) {
            int kind = grapheme(&y, q).kind, itself = !r.out && q == y.n - 1;
            if (kind == KIND_OTHER) { word = NOT_ASKED; one_word = 0; }
            if (itself) action.itself_at = action.n;
            if (!r.out) action.chars[action.n++] = itself ? 0 : (uint16_t)text[q];
            if (t->looks_back) to.before = k->kind[class_of(k, text[q])];
        }
        uint8_t before = to.before;
        to = left_side(&y, t);
        to.before = before; to.word = word;
    }
    if (y.n - q > WAITING) return ESCAPE;
    for (; q < y.n; q++) {
        uint8_t waiting = q == y.n - 1 ? (uint8_t)column : from->waiting[q - 1];
        if (waiting == OUTSIDE) return ESCAPE;
        to.waiting[to.n_waiting++] = waiting;
    }
    to.spelled = spelled;
    uint32_t next = number_of_state(t, &to, 1);
    return next == NO_STATE ? ESCAPE : next << 16 | entry_for(t, &action);
}

/* The entry for a state and a column, which is learned if it must be, unless another thread is learning. */
static uint32_t entry_of(const Kernel *k, Transducer *t, uint32_t state, uint32_t column)
{
    uint32_t *place = t->entries + BEGIN_OF_BAND(column, t->band) + ROW(state), entry = OBSERVE(*place);
    if (entry != UNKNOWN) return entry;
    if (!TRY_LOCK(t->lock)) return ESCAPE;
    if ((entry = *place) == UNKNOWN) PUBLISH(*place, entry = transition(k, t, state, column));
    PUBLISH(t->lock, 0);
    return entry;
}

/* The number of a state, which is added unless another thread is learning. */
static uint32_t state_like(Transducer *t, const State *s)
{
    uint32_t number = number_of_state(t, s, 0);
    if (number == NO_STATE && TRY_LOCK(t->lock)) {
        number = number_of_state(t, s, 1);
        PUBLISH(t->lock, 0);
    }
    return number;
}

static uint32_t column_at(const Context *x, const Transducer *t, Py_ssize_t p)
{
    uint32_t c = read_at(x, p);
    return c < TABLED ? t->column[c] : BEYOND;
}

/* The state in which x is at p; NO_STATE when it is none that can be. */
static uint32_t state_at(Context *x, Transducer *t, Py_ssize_t p)
{
    uint32_t column = OUTSIDE;
    if (p > 0 && (column = column_at(x, t, p - 1)) < OUTSIDE) return NO_STATE;
    catch_up(x, p);
    State s = left_side(x, t);
    if (t->looks_back) s.before = x->k->kind[t->class_[column]];
    Py_ssize_t q = p;
    for (uint32_t letters = 0; q > x->careful_end && letters < t->longest_sequence; letters++) {
        if ((column = column_at(x, t, q - 1)) < FIRST_COLUMN || x->k->kind[t->class_[column]] == KIND_OTHER) break;
        q--;
    }
    for (; q < p; q++) s.spelled = t->spelled[((size_t)s.spelled << t->shift) + column_at(x, t, q)] & ~COMPLETE;
    return state_like(t, &s);
}

/* The number of a state when it is known what the word has. What was asked last is remembered: most words ask the same. */
static uint32_t state_in_word(Transducer *t, uint32_t number, uint32_t word)
{
    uint64_t asked = (uint64_t)word << 32 | number << 16, *place = t->asked + hash_of_bytes(&asked, sizeof asked) % ASKED;
    uint64_t answer = OBSERVE(*place);
    if (answer >> 16 == asked >> 16 && answer) return (uint32_t)(answer & 0xFFFF);
    State known = t->states[number];
    known.word = word;
    if ((number = state_like(t, &known)) != NO_STATE) PUBLISH(*place, asked | number);
    return number;
}

/* The state s of x, with p after what waits, when it is known what the word of what waits has; NO_STATE for a word too long. */
static uint32_t with_word(Context *x, Transducer *t, uint32_t number, Py_ssize_t p)
{
    const State *s = t->states + number; uint32_t word = 0;
    p -= s->n_waiting;
    restore_left(x, s, p);
    if (p >= x->piece && p < x->piece_end && x->piece_end - x->piece >= WORD_LIMIT) return NO_STATE;
    Py_ssize_t start = word_start(x, p, p > WORD_LIMIT ? p - WORD_LIMIT : 0), q = start;
    while (q < x->n) {
        if (q - start >= WORD_LIMIT) { find_piece(x, p); return NO_STATE; }      /* and know it the next time */
        uint32_t column = column_at(x, t, q), inside = t->inside_alone[column];
        if (inside != NOT_ASKED && (q + 1 == x->n || column_at(x, t, q + 1) > OF_MARKS)) q++;
        else {
            if (grapheme(x, q).kind == KIND_OTHER) break;
            uint16_t signature = signature_in_word(x, q, &q);
            inside = signature == NONE ? 0 : t->inside[signature];
        }
        word |= inside;
    }
    return q - start < WORD_LIMIT ? state_in_word(t, number, word) : NO_STATE;     /* it may end within the last grapheme */
}

/* Whether a sequence may be completed, after p and what waits there, that has begun before: no step will have seen it whole. */
static int may_be_completed(const Context *x, const Transducer *t, const State *s, Py_ssize_t p)
{
    uint16_t node = s->spelled; Py_ssize_t end;
    for (p += s->n_waiting, end = p + 2 * t->longest_sequence; node && p < x->n; p++) {
        uint32_t column = column_at(x, t, p);
        if (column < OUTSIDE || is_mark(x, p + 1) || p == end) return 1;
        node = t->spelled[((size_t)node << t->shift) + column];
        if (node & COMPLETE) return 1;
    }
    return 0;
}

/* The entry for the character at p in a state, where it is not there at once: the character may be a guard of nothing, or what
   it does has to be learned, or the word asked about, which changes the state. ESCAPE when the step is needed. */
static uint32_t sought(Context *x, Transducer *t, uint32_t *state, Py_ssize_t p)
{
    const Kernel *k = x->k; uint32_t c = read_at(x, p), column = column_at(x, t, p), entry;
    if (column < OUTSIDE || is_mark(x, p + 1) || (c < 128 && k->guarded[c] && x->guarded && guard_at(x, p))) return ESCAPE;
    for (;;) {
        entry = entry_of(k, t, *state, column);
        if (ACTION(entry) != ASK_WORD) return entry;
        uint32_t known = with_word(x, t, *state, p);
        if (known == NO_STATE) return ESCAPE;
        *state = known;
    }
}

/* Leave the transducer in a state, with p after what waits there; where x goes on. */
static Py_ssize_t leave(Context *x, const Transducer *t, uint32_t state, Py_ssize_t p, Py_ssize_t *written)
{
    const State *last = t->states + state;
    p -= last->n_waiting;
    restore_left(x, last, p);
    if (!x->keeps || !may_be_completed(x, t, last, p) || !is_foreign(x, p + last->n_waiting - 1)) return p;
    Result r = roll_back(x, p);
    *written -= r.roll_back;
    return r.end;
}
