/* A program as a kernel holds it, and one text on its way. */

#define COMPLEX 0xFFFF
#define NONE 0xFFFF
#define REACH 64          /* as in places.py */
#define WORD_LIMIT 1024
#define MAX_SOURCE 64     /* graphemes of one source; the compiler refuses more */
#define MAX_TAGS 4
#define MAX_TESTS 1024
#define RELEASE_AT (2 << 20)  /* characters; for less, waiting to get the lock back costs more than others gain */

enum { OTHER, LETTER, SMALL, CAPITAL, LATIN, LATIN_SMALL, LATIN_CAPITAL, MARK, IGNORABLE, LOSSLESS };
enum { KIND_OTHER, KIND_LETTER, KIND_SIGN, KIND_MARK, KIND_IGNORABLE };
enum { PRECEDED_BY, FOLLOWED_BY, NEAR, VOWEL_BEFORE, VOWEL_AFTER, IN_WORD, NOT_IN_WORD };
enum { EDGE, COPIED };                 /* signatures */
enum { KNOWN_LATIN = 1, FOREIGN };
enum { LOWER, TITLE, UPPER, ONE_CAPITAL, NO_STYLE };
enum { NO_GUARDS, ALL_GUARDS, MARKS_ONLY };
enum { OPENER = 1, ALWAYS_SIGN = 2, TELLS_FOREIGN = 4, UNICODE_LETTER = 8 };

typedef struct {
    PyObject_HEAD
    PyObject *fields;                  /* keeps the arrays alive */
    const uint16_t *index, *pages, *form, *alike, *simple, *lead, *signature, *node_fixed, *pool, *rules, *fixed_units,
                   *tests, *never, *local, *local_decisions;
    const uint8_t *kind, *cap, *latin, *opener, *follow, *follow_maybe, *telling, *local_left, *local_right, *left, *right,
                  *inside, *node_more, *vowel_first, *vowel_last, *edge_tests, *sig_kind, *is_vowel;
    const uint32_t *local_start, *first_node, *composed, *edges, *node_rules, *outputs, *fixed_start, *test_start, *prefixes;
    Py_ssize_t n_composed, n_never, n_prefixes;
    uint32_t edge_mask, n_classes, follow_width, n_signatures, n_tests, n_tags, longest;
    int keeps, reading, ascii_identity, asks_vowels, roman;
    uint8_t guarded[128];              /* characters at which a protected span may be recognised */
    uint8_t open[128];                 /* those of them that are none before a blank, and are copied */
    int stops_at_foreign;              /* Latin letters that no rule reads */
    int stops_at_marks;                /* those of the lossless mode, which this kernel does not know how to obey */
    uint8_t *ordinary;                 /* by class: a letter read, or outside words: no neighbour but a mark changes it */
    uint8_t *through;                  /* by signature: its number among those that neighbours look through */
    uint16_t through_signature[64];    /* and back */
    uint16_t *fast;
    uint16_t *plain;                   /* by code point below TABLED: the form of a letter, 0 outside words, else NOT_PLAIN */
    uint8_t *is_vowel_class;           /* by class: whether its signature is a vowel to some table */
    uint8_t *free_rule;                /* by rule: whether it holds without asking anything */
    uint8_t *begins;                   /* bits: a source of three letters, or one of more that begins with four, by their hash */
    uint8_t *never_alone;              /* bits: the sequences in `never` of a single letter */
    uint32_t *never_first, *never_next; /* those of more, by the hash of the first two: where one stands, plus 1, and the next */
    uint8_t *fixed_below;              /* by node: whether a longer source has a value for those who look ahead */
    uint16_t *low_class;               /* by code point below TABLED */
    struct Transducer *transducer;     /* what is learned on the way */
    uint32_t n_asked, transducer_lock; /* the length of `tests`; taken while a transducer is made, or for good if none can be */
    uint32_t dense;                    /* whether texts are such as to go by it */
    Py_ssize_t passed, found;          /* characters since that was decided, and how often in them a step was needed */
} Kernel;
#define TABLED 0x2300   /* characters below have entries in tables of their own */
#define IS_LOSSLESS_MARK(c) ((uint32_t)(c) - 0xFE00u < 14u)
#define NOT_PLAIN 0xFFFF
typedef struct {
    const Kernel *k;
    const void *text; int width; Py_ssize_t n;
    int guarded, keeps;
    Py_ssize_t stopped;                /* where a guard was met */
    /* what stands to the left of `left_at`, where the last step ended */
    Py_ssize_t left_at; uint16_t left; uint64_t through; int seen; uint16_t vowel[MAX_TAGS];
    /* the part of a word for which `answers` hold; the run of foreign letters last judged; a word converted with care */
    Py_ssize_t piece, piece_end; uint8_t foreign;
    Py_ssize_t run, run_end; int run_repaired;
    Py_ssize_t careful_end;
    Py_ssize_t token, before_token;    /* where the last token begins that is not known, or -1; what was written before it */
    int beyond, asks_word, word_wide;  /* whether a question looked beyond the end of the text, or at more of a word than that */
    uint8_t answers[MAX_TESTS];        /* last: not cleared for every text */
} Context;

typedef struct { Py_ssize_t end; uint16_t class_, form; uint8_t kind, cap, latin; } Grapheme;
typedef struct { Py_ssize_t end, roll_back; const uint16_t *out, *before; uint32_t n_out, n_before; int guard; } Result;

static inline uint32_t read_at(const Context *x, Py_ssize_t p) { return PyUnicode_READ(x->width, x->text, p); }
static inline uint16_t class_of(const Kernel *k, uint32_t c) { return k->pages[(uint32_t)k->index[c >> 8] << 8 | (c & 255)]; }
static inline int is_mark(const Context *x, Py_ssize_t p)
{
    return p < x->n && x->k->kind[class_of(x->k, read_at(x, p))] == KIND_MARK;
}
