/* The transducer that a kernel learns from its own steps.

   A step asks many questions; what it answers depends on little: what stands to the left, so far as a rule can ask for it,
   and the few characters up to where the answer is certain. So a state is what stands to the left and the characters that
   wait, and a transition on one more character says what is written now, and the state after that. Each is learned when it is
   first needed, by steps over a text made up of what waits and the new character: a unit is certain when its step did not
   look beyond the end. Afterwards a character costs two look-ups, whatever the rules ask.

   What no state can hold (a foreign letter, a mark, a guard, an answer that is far off) is ESCAPE: the loop hands over to
   the usual step there. Tables only grow, and entries are published whole, so that threads may run while one of them learns. */

#define WAITING 6          /* characters, at most */
#define STATES 16384       /* at most, with rows of up to 128 columns; half as many if these are longer, for memory */
#define ACTIONS 8192       /* as many as an entry can number, and fewer than BUCKETS */
#define WRITTEN 8          /* characters of one transition, at most */
#define SAMPLE 16384       /* characters of a text that are counted */
#define WORD_TESTS 31      /* that states can hold */
#define BUCKETS (4 * STATES)
#define ASKED 1024         /* what words had in which states, remembered */
#define NO_STATE 0xFFFFFFFFu
enum { BEYOND, OF_MARKS, OUTSIDE, FIRST_COLUMN };       /* columns: not for states, combining marks, what is outside words */

/* An entry: the next state (16 bits), how many characters are written, plus 1 (3 bits; 0 where it needs a closer look: it has to
   be learned, handed over, or more is written), and the number of an action. Entries lie in bands of a few columns: what a text
   uses most, the columns of its most frequent characters, is so kept in the caches. */
enum { UNKNOWN, ESCAPE, ASK_WORD, FIRST_ACTION };     /* ASK_WORD: first find out what the whole word has */
#define NEXT_STATE(entry) ((entry) >> 16)
#define LENGTH 0xE000u
#define LENGTH_OF(entry) (((entry) >> 13 & 7) - 1)
#define ACTION(entry) ((entry) & 0x1FFF)
#define BAND 4                 /* columns, as a power of two: as many as fill a line of a cache */
#define ROW(state) ((size_t)(state) << BAND)
#define BEGIN_OF_BAND(column, band) ((size_t)((column) >> BAND) << (band) | ((column) & ((1 << BAND) - 1)))

/* The place of a character: where the entries of its column begin, and in the lower bits what asks for a closer look. It is a
   guard when such a character follows as the first two say (a capital or a digit, anything but a blank); any may be followed by one
   without a column, or a combining mark; and which it is itself. That is only half of what makes a guard; guard_at() says the
   rest. A brace is always one, and has no column. */
enum { BEFORE_CODE = 1, BEFORE_ANY = 2, BEFORE_NO_COLUMN = 4, OF_CODE = 0x10, NO_BLANK = 0x20, NO_COLUMN = 0x40 };
#define BEGIN(place) ((place) >> 8)
#define CLOSER(place, next) ((place) & (next) >> 4 & (BEFORE_CODE | BEFORE_ANY | BEFORE_NO_COLUMN))

typedef struct {
    uint64_t through;
    uint16_t left, vowel[MAX_TAGS];
    uint32_t word;                     /* what the whole word has, a bit for each test, or NOT_ASKED */
    uint16_t spelled;                  /* how much of a sequence that shows a word to be foreign: a node */
    uint8_t seen, before, n_waiting, waiting[WAITING];     /* columns */
} State;

/* What is written: up to four characters at once, one of which may be the character itself: it is multiplied to its place, or by
   0. Or more, one by one. */
typedef struct { uint64_t four, itself; } Action;
typedef struct { uint16_t chars[WRITTEN]; uint8_t n, itself_at; } LongAction;   /* the character itself goes to a place, or nowhere */

#define COMPLETE 0x8000
#define NOT_ASKED 0xFFFFFFFFu

typedef struct Transducer {
    uint8_t column[TABLED];
    uint32_t place[TABLED];            /* as above */
    uint16_t class_[256];              /* by column */
    uint32_t character[256], letter, sign;         /* the last two: some letter, and some sign */
    int looks_back;                                /* whether it matters what kind of character is before */
    uint16_t *left_like, *vowel_like;              /* by signature: the first about which all answers are the same */
    uint32_t after_blank;              /* a state */
    uint32_t n_states, most_states, n_actions, shift, band, n_columns, lock;     /* `band`: the size of one, as a power of two */
    uint16_t word_tests[WORD_TESTS]; uint32_t n_word_tests, *inside;     /* the tests of a whole word, and their bits by signature */
    uint32_t inside_alone[256];        /* by column: the same, for a letter with which no longer source begins; else NOT_ASKED */
    uint16_t *spelled;                 /* by node and column: the node after it, with COMPLETE where a sequence ends */
    uint32_t longest_sequence;
    uint64_t asked[ASKED];
    State *states; uint32_t *entries, *buckets;
    LongAction *long_actions; Action *actions; uint16_t *action_buckets;
    Vocabulary vocabulary;
} Transducer;

static void free_transducer(Transducer *t)
{
    if (!t) return;
    PyMem_RawFree(t->vocabulary.memory); PyMem_RawFree(t->spelled); PyMem_RawFree(t->inside);
    PyMem_RawFree(t->left_like); PyMem_RawFree(t->vowel_like);
    PyMem_RawFree(t->states); PyMem_RawFree(t->entries); PyMem_RawFree(t->buckets);
    PyMem_RawFree(t->actions); PyMem_RawFree(t->long_actions); PyMem_RawFree(t->action_buckets);
    PyMem_RawFree(t);
}

/* For every signature the first of its kind about which these conditions, as bits, get the same answers. */
static void find_likes(const Kernel *k, const uint8_t *answers, uint32_t conditions, uint16_t *likes)
{
    uint8_t asked[MAX_TESTS] = { 0 };
    for (uint32_t i = 0; i < k->n_asked; i++) if (conditions >> k->tests[2 * i] & 1) asked[k->tests[2 * i + 1]] = 1;
    for (uint32_t a = 0; a < k->n_signatures; a++) {
        likes[a] = (uint16_t)a;
        for (uint32_t b = COPIED + 1; a > COPIED && b < a; b++) {
            int same = likes[b] == b && k->sig_kind[a] == k->sig_kind[b];
            for (uint32_t test = 0; same && test < k->n_tests; test++)
                same = !asked[test] || answers[a * k->n_tests + test] == answers[b * k->n_tests + test];
            if (same) { likes[a] = (uint16_t)b; break; }
        }
    }
}

static void note_word_test(const Kernel *k, Transducer *t, uint32_t condition, uint32_t test)
{
    uint32_t number = 0;
    if (condition != IN_WORD && condition != NOT_IN_WORD) return;
    while (number < t->n_word_tests && t->word_tests[number] != test) number++;
    if (number < t->n_word_tests || number == WORD_TESTS) return;
    t->word_tests[t->n_word_tests++] = (uint16_t)test;
    for (uint32_t s = 0; s < k->n_signatures; s++) if (k->inside[s * k->n_tests + test]) t->inside[s] |= 1u << number;
}

static void find_word_tests(const Kernel *k, Transducer *t)
{
    for (uint32_t i = 0; i < k->n_asked; i++) note_word_test(k, t, k->tests[2 * i], k->tests[2 * i + 1]);
    for (const uint32_t *q = k->prefixes, *end = q + k->n_prefixes; q < end; ) {
        uint32_t n = q[2];
        for (q += 3; n--; q += 2) note_word_test(k, t, q[0], q[1]);
    }
    for (uint32_t column = 0; column < 256; column++) {
        uint32_t form = column < FIRST_COLUMN ? NOT_PLAIN : k->plain[t->character[column]], node;
        t->inside_alone[column] = NOT_ASKED;
        if (!form || form == NOT_PLAIN || k->fixed_below[node = k->first_node[form]]) continue;
        t->inside_alone[column] = node && k->node_fixed[node] != NONE ? t->inside[k->node_fixed[node]] : 0;
    }
}

/* What finds the sequences of `never` in a word, letter by letter: a trie of them, completed by what else a letter may
   continue (Aho and Corasick, Efficient string matching, 1975). */
static int spell_sequences(const Kernel *k, Transducer *t)
{
    typedef struct { uint16_t form, child, sibling, else_, complete; } Node;
    Node *nodes = PyMem_RawCalloc((size_t)k->n_never + 1, sizeof *nodes);
    uint16_t *order = PyMem_RawCalloc((size_t)k->n_never + 1, sizeof *order); uint32_t n = 1, queued = 1;
    if (!nodes || !order) goto no_memory;
    for (Py_ssize_t i = 0; k->keeps && i < k->n_never; i++) {
        uint16_t node = 0, length = 0;
        for (; k->never[i]; i++, length++) {
            uint16_t child = nodes[node].child;
            while (child && nodes[child].form != k->never[i]) child = nodes[child].sibling;
            if (!child) {
                child = (uint16_t)n++;
                nodes[child].form = k->never[i]; nodes[child].sibling = nodes[node].child; nodes[node].child = child;
            }
            node = child;
        }
        nodes[node].complete = COMPLETE;
        if (length > t->longest_sequence) t->longest_sequence = length;
    }
    if (!(t->spelled = PyMem_RawCalloc((size_t)n << t->shift, sizeof *t->spelled))) goto no_memory;
    for (uint32_t at = 0; at < queued; at++) {              /* the shorter before the longer */
        uint16_t node = order[at], *after = t->spelled + ((size_t)node << t->shift);
        const uint16_t *or_else = t->spelled + ((size_t)nodes[node].else_ << t->shift);
        for (uint32_t c = FIRST_COLUMN; c < t->n_columns; c++) {
            uint16_t form = k->form[t->class_[c]], child = nodes[node].child;
            if (k->kind[t->class_[c]] == KIND_SIGN) { after[c] = node; continue; }
            if (k->kind[t->class_[c]] != KIND_LETTER) continue;
            while (child && nodes[child].form != form) child = nodes[child].sibling;
            uint16_t other = node ? or_else[c] : 0;
            if (child && !nodes[child].else_ && other) nodes[child].else_ = other & ~COMPLETE;
            if (child) nodes[child].complete |= other & COMPLETE;
            after[c] = child ? child | nodes[child].complete : other;
        }
        for (uint16_t child = nodes[node].child; child; child = nodes[child].sibling) order[queued++] = child;
    }
    PyMem_RawFree(nodes); PyMem_RawFree(order);
    return 0;
no_memory:
    PyMem_RawFree(nodes); PyMem_RawFree(order);
    return -1;
}

/* Put characters in the order in which x has them most often: of a row that has its most frequent characters first, less is
   kept in the caches. */
static int sort_by_frequency(const Context *x, uint16_t *characters, uint32_t n)
{
    uint32_t *times = PyMem_RawCalloc(TABLED, sizeof *times); Py_ssize_t end = x->n < SAMPLE ? x->n : SAMPLE;
    if (!times) return -1;
    for (Py_ssize_t p = 0; p < end; p++) { uint32_t c = read_at(x, p); if (c < TABLED) times[c]++; }
    for (uint32_t i = 1; i < n; i++) {
        uint16_t c = characters[i]; uint32_t at = i;
        for (; at && times[characters[at - 1]] < times[c]; at--) characters[at] = characters[at - 1];
        characters[at] = c;
    }
    PyMem_RawFree(times);
    return 0;
}

/* A transducer that knows nothing yet, for texts such as x; NULL when states cannot hold what this program asks, or there is no
   memory. */
static Transducer *new_transducer(const Context *x)
{
    const Kernel *k = x->k; Transducer *t = PyMem_RawCalloc(1, sizeof *t);
    if (!t) return NULL;
    uint32_t n = 0; uint16_t own[256];
    t->class_[OUTSIDE] = OTHER; t->character[OUTSIDE] = ' ';
    for (uint32_t c = 0; c < TABLED; c++) {
        uint16_t class_ = class_of(k, c);
        t->column[c] = k->kind[class_] == KIND_MARK ? OF_MARKS : class_ == OTHER ? OUTSIDE : BEYOND;
        if (t->column[c] == BEYOND && class_ > LOSSLESS && (k->ordinary[class_] || k->kind[class_] == KIND_SIGN)) {
            if (n == 256 - FIRST_COLUMN) { free_transducer(t); return NULL; }
            own[n++] = (uint16_t)c;
        }
    }
    if (sort_by_frequency(x, own, n)) { free_transducer(t); return NULL; }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t c = own[i], column = FIRST_COLUMN + i; uint16_t class_ = class_of(k, c);
        t->class_[column] = class_; t->character[column] = c; t->column[c] = (uint8_t)column;
        if (k->kind[class_] == KIND_LETTER) t->letter = c;
        if (k->kind[class_] == KIND_SIGN) { t->sign = c; t->looks_back = 1; }
    }
    if (k->guarded['{']) t->column['{'] = BEYOND;
    n += FIRST_COLUMN;
    t->n_columns = n;
    t->looks_back |= k->n_prefixes > 0;
    for (t->shift = 4; n > 1u << t->shift; ) t->shift++;
    t->most_states = t->shift > 7 ? STATES / 2 : STATES;
    for (t->band = BAND; t->most_states << BAND > 1u << t->band; ) t->band++;
    for (uint32_t c = 0; c < TABLED; c++) {
        uint32_t column = t->column[c], place = (uint32_t)BEGIN_OF_BAND(column, t->band) << 8;
        if (c < 128 && k->guarded[c]) place |= is_capital(c) ? BEFORE_CODE : BEFORE_ANY;
        place |= (is_capital(c) || is_digit(c) ? OF_CODE : 0) | (c != ' ' && c != '\n' ? NO_BLANK : 0);
        t->place[c] = place | BEFORE_NO_COLUMN | (column <= OF_MARKS ? NO_COLUMN : 0);
    }
    t->left_like = PyMem_RawMalloc(k->n_signatures * sizeof *t->left_like);
    t->vowel_like = PyMem_RawMalloc(k->n_signatures * sizeof *t->vowel_like);
    t->states = PyMem_RawCalloc(t->most_states, sizeof *t->states); t->actions = PyMem_RawCalloc(ACTIONS, sizeof *t->actions);
    t->long_actions = PyMem_RawCalloc(ACTIONS, sizeof *t->long_actions);
    t->entries = PyMem_RawCalloc((size_t)t->most_states << t->shift, sizeof *t->entries);
    t->buckets = PyMem_RawCalloc(BUCKETS, sizeof *t->buckets);
    t->action_buckets = PyMem_RawCalloc(BUCKETS, sizeof *t->action_buckets);
    t->inside = PyMem_RawCalloc(k->n_signatures, sizeof *t->inside);
    if (!t->inside || !t->left_like || !t->vowel_like || !t->states || !t->actions || !t->long_actions
            || !t->entries || !t->buckets || !t->action_buckets || spell_sequences(k, t) || new_vocabulary(&t->vocabulary)) {
        free_transducer(t);
        return NULL;
    }
    find_word_tests(k, t);
    find_likes(k, k->left, 1 << PRECEDED_BY, t->left_like);
    find_likes(k, k->vowel_last, 1 << NEAR | 1 << VOWEL_BEFORE, t->vowel_like);
    t->n_actions = FIRST_ACTION;
    return t;
}
