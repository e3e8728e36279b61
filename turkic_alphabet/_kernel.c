/* The C kernel: runs a program (see program.py) over a text. It knows no language and no rule.

   Most characters become one other whatever stands around them: the loop in run_*() looks each up in `fast`, a table of
   the Basic Multilingual Plane, and writes it. A character that needs more (a digraph may begin here, a condition must be
   asked, a mark joins) is COMPLEX there: step() takes one unit by the rules and the loop goes on.

   step() reads through READ() whatever the width of the str; only the loop exists once per width. Nothing here calls Python
   while a text is converted, so the interpreter lock can be given up, and a kernel has no state that changes. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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
    uint32_t dense;                    /* whether the last long text was such as to go by it */
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

/* ---- graphemes ---- */

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

/* ---- the trie ---- */

static inline uint32_t bit_at(const uint8_t *bits, uint32_t at) { return bits[at >> 3] >> (at & 7) & 1; }
static inline void set_bit(uint8_t *bits, uint32_t at) { bits[at >> 3] |= (uint8_t)(1 << (at & 7)); }

/* Hashes of two, three and four forms: 12, 16 and 16 bits. */
static inline uint32_t hash_of_two(uint32_t a, uint32_t b) { return (a * 0x9E3779B1u + b * 0x85EBCA6Bu) >> 20; }
static inline uint32_t hash_of_three(uint32_t a, uint32_t b, uint32_t c)
{
    return (a * 0x9E3779B1u + b * 0x85EBCA6Bu + c * 0xC2B2AE35u) >> 16;
}
static inline uint32_t hash_of_four(uint32_t three, uint32_t d) { return (three * 0x27D4EB2Fu + d * 0x9E3779B1u + 1) >> 16; }

static inline uint32_t child(const Kernel *k, uint32_t node, uint32_t form)
{
    if (!form) return 0;
    if (!node) return k->first_node[form];
    uint32_t at = (node * 0x9E3779B1u + form * 0x85EBCA6Bu) >> 8 & k->edge_mask;
    for (;; at = (at + 1) & k->edge_mask) {
        const uint32_t *edge = k->edges + 3 * at;
        if (!edge[2] || (edge[0] == node && edge[1] == form)) return edge[2];
    }
}

/* The form of the letter at p, 0 when p is outside words, NOT_PLAIN when there is more to it. It holds for the grapheme
   only if the next character is plain as well: a mark is not. */
static inline uint32_t plain_at(Context *x, Py_ssize_t p)
{
    if (p >= x->n) { x->beyond = 1; return 0; }
    uint32_t c = read_at(x, p);
    return c < TABLED ? x->k->plain[c] : NOT_PLAIN;
}

static inline int no_mark_at(const Context *x, Py_ssize_t p)    /* says no of some that are none */
{
    return p >= x->n || (read_at(x, p) < TABLED && x->k->plain[read_at(x, p)] != NOT_PLAIN);
}

/* The signature that looking ahead sees at p (NONE when no rule reads it), and where that unit ends. */
static uint16_t fixed_at(Context *x, Py_ssize_t p, Py_ssize_t limit, Py_ssize_t *end)
{
    const Kernel *k = x->k; uint32_t node = 0; uint16_t found = NONE;
    *end = p;
    for (Py_ssize_t q = p; q < limit; ) {
        uint32_t form = plain_at(x, q); Py_ssize_t next = q + 1;
        if (form == NOT_PLAIN || !no_mark_at(x, next)) {
            Grapheme g = spelled(x, q);
            form = g.form; next = g.end;
        }
        if (!(node = child(k, node, form))) break;
        q = next;
        if (k->node_fixed[node] != NONE) { found = k->node_fixed[node]; *end = q; }
        if (!k->fixed_below[node]) break;
        x->beyond |= q >= x->n;
    }
    return found;
}

/* As fixed_at() for a plain letter with which no longer source begins that has a value; NONE for anything else. */
static inline uint16_t value_of_plain(Context *x, Py_ssize_t p)
{
    const Kernel *k = x->k; uint32_t form = plain_at(x, p);
    if (!form || form == NOT_PLAIN || !no_mark_at(x, p + 1)) return NONE;
    uint32_t node = k->first_node[form];
    return node && !k->fixed_below[node] ? k->node_fixed[node] : NONE;
}

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

/* ---- the word ---- */

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

/* ---- rules ---- */

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

/* ---- guards: where a protected span may be ---- */

#define ROMAN "IVXLCDM"
#define LONGEST_ABBREVIATION 5
static int one_of(uint32_t c, const char *set) { return c && c < 128 && strchr(set, (int)c) != NULL; }
static int is_capital(uint32_t c) { return c >= 'A' && c <= 'Z'; }
static int is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static int is_alnum(uint32_t c) { return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z'); }

static int is_word_character(uint32_t c) { return c == '_' || Py_UNICODE_ISALNUM(c); }

/* Whether the capitals that begin at p are all of a word, or all before a number, and may be an abbreviation or a numeral. */
static int stands_alone(const Context *x, Py_ssize_t p)
{
    Py_ssize_t start = p; int roman = 1;
    if (p > 0 && is_word_character(read_at(x, p - 1))) return 0;
    for (; p < x->n && is_capital(read_at(x, p)); p++) roman &= one_of(read_at(x, p), ROMAN);
    if (p - start > LONGEST_ABBREVIATION && !roman) return 0;
    uint32_t after = p < x->n ? read_at(x, p) : ' ';
    return is_digit(after) || (!is_word_character(after) && !(after >= 0x300 && after < 0x370));
}

static int guard_at(const Context *x, Py_ssize_t p)
{
    uint32_t c = read_at(x, p);
    if (c >= 128) return x->k->stops_at_marks && IS_LOSSLESS_MARK(c);
    if (x->guarded == MARKS_ONLY || !x->k->guarded[c]) return 0;
    uint32_t after = p + 1 < x->n ? read_at(x, p + 1) : 0, before = p > 0 ? read_at(x, p - 1) : 0;
    switch (c) {
    case ':': return after == '/';
    case '.': return before == 'w' || before == 'W' || (after >= 'a' && after <= 'z' && Py_UNICODE_ISALNUM(before));
    case '@': return is_alnum(after) || one_of(after, "_-");
    case '{': return 1;
    case '%': return after && !is_digit(before) && (is_alnum(after) || one_of(after, "(-+#.@"));
    case '<': return is_alnum(after) || one_of(after, "/!?");
    case '&': return is_alnum(after) || after == '#';
    default: return x->k->roman && is_capital(c) && (is_capital(after) || is_digit(after)) && stands_alone(x, p);
    }
}

/* ---- one unit ---- */

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
    again.keeps = keeps; again.guarded = NO_GUARDS; again.left_at = again.careful_end = again.piece = again.piece_end = p;
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

#include "_transducer.h"

/* ---- whole texts ---- */

/* Whether to go by the transducer: where many characters need a step. This is looked at anew now and then, the more seldom the
   more often it was so. */
#define PROBE 256
#define OFTEN 8
typedef struct { Py_ssize_t since, next, stops, stretch; int dense; } Pace;

static void begin_pace(Pace *pace, Py_ssize_t p)
{
    pace->since = p; pace->next = p + (pace->dense ? pace->stretch : PROBE);
    pace->stops = 0;
}

static void set_pace(Pace *pace, Py_ssize_t p)
{
    if (pace->dense) pace->dense = 0;                     /* look again */
    else if ((pace->dense = pace->stops * OFTEN > p - pace->since)) pace->stretch *= pace->stretch < 512 * PROBE ? 2 : 1;
    else pace->stretch = PROBE;
    begin_pace(pace, p);
}

/* What a text of n characters showed, for those after it that are too short to be looked at. */
static void remember_pace(const Kernel *k, const Pace *pace, Py_ssize_t n)
{
    uint32_t dense = pace->stretch > PROBE;
    if (n >= 4 * PROBE && dense != OBSERVE(k->dense)) PUBLISH(((Kernel *)k)->dense, dense);
}

/* Where the result goes: a buffer of this call for short texts, a str over-allocated and shrunk at the end for long ones. */
typedef struct {
    PyObject *str; void *data; Py_ssize_t capacity; int width; PyThreadState *released; int owned;
    Pace pace;
} Out;

static int grow(Out *out, Py_ssize_t used, Py_ssize_t need)
{
    Py_ssize_t capacity;
    if (need > PY_SSIZE_T_MAX / 8 - used) return -1;
    capacity = used + need + need / 8 + 4096;
    if (out->str) {
        if (out->released) { PyEval_RestoreThread(out->released); }
        int failed = PyUnicode_Resize(&out->str, capacity);
        if (!failed) out->data = PyUnicode_DATA(out->str); else PyErr_Clear();
        if (out->released) out->released = PyEval_SaveThread();
        if (failed) return -1;
    } else {
        void *data = PyMem_RawMalloc((size_t)capacity * out->width);
        if (!data) return -1;
        if (used) memcpy(data, out->data, (size_t)used * out->width);
        if (out->owned) PyMem_RawFree(out->data);
        out->data = data; out->owned = 1;
    }
    out->capacity = capacity;
    return 0;
}

enum { DONE, GUARDED, NO_MEMORY, RAISED };

/* What a letter becomes whose rules ask its neighbours only. NONE when more must be asked, beginning with the rule that is
   put into `passed`. */
static inline uint32_t by_neighbours(Context *x, Py_ssize_t p, uint16_t class_, uint16_t next, uint32_t *passed)
{
    const Kernel *k = x->k; uint32_t table = k->local[class_];
    uint8_t right = k->local_right[table * k->n_classes + next];
    *passed = 0;
    if (right == 255 || is_mark(x, p + 2)) return NONE;
    catch_up(x, p);
    if (x->seen) return NONE;
    uint8_t left = k->local_left[table * k->n_signatures + x->left];
    const uint32_t *start = k->local_start + 2 * table;
    const uint16_t *decision = k->local_decisions + start[0] + 2 * (left * start[1] + right);
    if (decision[0] == NONE) { *passed = decision[1]; return NONE; }
    x->left = decision[1]; x->left_at = p + 1;
    if (k->asks_vowels) {
        uint32_t node = k->first_node[k->form[class_]];
        if (k->node_fixed[node] != NONE) note_vowel(x, k->node_fixed[node]);
    }
    return decision[0];
}

/* Whether a source of three letters or more may begin with the first of these forms: `begins` says so now and then of what
   does not, but never fails to. Of the last it matters only whether it is a mark, which would change the one before. */
static inline uint32_t longer_begins(const Kernel *k, uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e)
{
    uint32_t three = hash_of_three(a, b, c), four = hash_of_four(three, d), not_plain = (b | c | d | e) >> 15;
    return bit_at(k->begins, three) | bit_at(k->begins, four) | not_plain;
}

/* What the letter at p becomes when no longer source begins there and its neighbours decide; both are plain, and no guards. */
static inline uint32_t by_itself(Context *x, Py_ssize_t p, uint16_t first, uint16_t second)
{
    const Kernel *k = x->k; uint32_t passed;
    if (k->lead[first] == NONE && k->local[first] == NONE) return NONE;
    if (tells(k, first, second) || bit_of(k, k->follow, first, second)) return NONE;
    if (bit_of(k, k->follow_maybe, first, second)) {
        uint32_t b = plain_at(x, p + 1), c = plain_at(x, p + 2), d = plain_at(x, p + 3), e = plain_at(x, p + 4);
        if (longer_begins(k, k->form[first], b, c, d, e)) return NONE;
    }
    return k->lead[first] != NONE ? k->lead[first] : by_neighbours(x, p, first, second, &passed);
}

static inline int give(const Kernel *k, uint32_t output, Py_ssize_t end, Result *result)
{
    result->end = end; result->out = k->pool + k->outputs[2 * output]; result->n_out = k->outputs[2 * output + 1];
    return 1;
}

/* As step(), where nothing but plain letters is involved, and so most often; 0 when that is not so. */
static int quick_step(Context *x, Py_ssize_t p, Result *result)
{
    const Kernel *k = x->k; uint32_t form = plain_at(x, p), node;
    if (form == 0 || form == NOT_PLAIN || k->n_prefixes || !(node = k->first_node[form])) return 0;
    uint32_t c = read_at(x, p); uint16_t first = k->low_class[c], second = OTHER;
    if (x->guarded && c < 128 && k->guarded[c] && guard_at(x, p)) return 0;
    uint32_t next_form = plain_at(x, p + 1);
    if (next_form == NOT_PLAIN) return 0;
    if (p + 1 < x->n) second = k->low_class[read_at(x, p + 1)];
    if (tells(k, first, second)) return 0;

    /* Follow the trie as far as the letters go, and note the nodes that have rules. */
    uint32_t nodes[MAX_SOURCE]; uint8_t lengths[MAX_SOURCE], styles[MAX_SOURCE];
    int found = 0, length = 1, cased = 0, capitals = 0, first_capital = 0;
    for (uint16_t class_ = first, next = second; ; ) {
        if (k->cap[class_]) {
            if (!cased++) first_capital = k->cap[class_] == 2;
            capitals += k->cap[class_] == 2;
        }
        if (k->node_rules[node] != k->node_rules[node + 1]) {
            nodes[found] = node; lengths[found] = (uint8_t)length;
            styles[found++] = (uint8_t)style_of(cased, capitals, first_capital);
        }
        if (!next_form || !k->node_more[node] || length == MAX_SOURCE) break;
        uint32_t after = plain_at(x, p + length + 1);
        if (after == NOT_PLAIN) return 0;                  /* it may be a mark on the next letter */
        if (!(node = child(k, node, next_form))) break;
        class_ = next; next_form = after; length++;
        next = p + length < x->n ? k->low_class[read_at(x, p + length)] : OTHER;
        if (tells(k, class_, next)) return 0;
    }

    /* Of the longest source whose rules hold, the first. */
    int caught = 0;
    while (found--) {
        if (styles[found] == NO_STYLE) continue;
        uint32_t rule = k->node_rules[nodes[found]], passed;
        if (lengths[found] == 1 && k->local[first] != NONE) {
            uint32_t output = by_neighbours(x, p, first, second, &passed);
            if (output != NONE) return give(k, output, p + 1, result);
            rule += passed;
        }
        for (; rule < k->node_rules[nodes[found] + 1]; rule++) {
            int asks = !k->free_rule[rule];
            if (!caught && (asks || k->asks_vowels || (k->sig_kind[k->rules[6 * rule]] & 15))) { catch_up(x, p); caught = 1; }
            if (asks && !holds(x, rule, p, p + lengths[found])) continue;
            take(x, rule, styles[found], p, p + lengths[found], 0, result);
            x->left_at = result->end;
            return 1;
        }
    }
    return 0;
}

#define BLOCK 8

#define DEFINE_RUN(NAME, SRC, DST, FAST)                                                                        \
/* Characters that nothing around them changes: whole blocks of them as long as there are. */                   \
static inline Py_ssize_t NAME##_simple(const Kernel *k, const SRC *s, Py_ssize_t p, Py_ssize_t stop, DST *data) \
{                                                                                                               \
    const uint16_t *fast = k->fast;                                                                             \
    while (p + BLOCK <= stop) {                                                                                 \
        int complex_ = 0;                                                                                       \
        for (int i = 0; i < BLOCK; i++) {                                                                       \
            uint16_t m = FAST(s[p + i]);                                                                        \
            data[i] = m;                                                                                        \
            complex_ |= m == COMPLEX;                                                                           \
        }                                                                                                       \
        if (complex_) break;                                                                                    \
        p += BLOCK; data += BLOCK;                                                                              \
    }                                                                                                           \
    for (; p < stop; p++) {                                                                                     \
        uint16_t m = FAST(s[p]);                                                                                \
        if (m == COMPLEX) break;                                                                                \
        *data++ = m;                                                                                            \
    }                                                                                                           \
    return p;                                                                                                   \
}                                                                                                               \
/* Pass over what the transducer knows, from the state of x, and return where a step is needed. */              \
static Py_ssize_t NAME##_known(Context *x, Transducer *t, const SRC *s, Py_ssize_t p, DST *data, Py_ssize_t room,\
                               Py_ssize_t *written)\
{                                                                                                               \
    uint32_t state = state_at(x, t, p);                                                                         \
    if (state == NO_STATE) return p;                                                                            \
    const uint32_t *entries = t->entries, *places = t->place; const Action *actions = t->actions;               \
    Py_ssize_t n = x->n, d = *written, full = room - WRITTEN; size_t row = ROW(state);                          \
    uint32_t next = p < n && s[p] < TABLED ? places[s[p]] : NO_COLUMN;                                          \
    for (; p < n && d < full; p++) {                                                                            \
        uint32_t place = next;                                                                                  \
        next = p + 1 < n ? s[p + 1] < TABLED ? places[s[p + 1]] : NO_COLUMN : 0;                                \
        uint32_t entry = OBSERVE(entries[BEGIN(place) + row]);                                                  \
        if (!(entry & LENGTH) || CLOSER(place, next)) {                                                         \
            state = (uint32_t)(row >> BAND);                                                                    \
            entry = sought(x, t, &state, p);                                                                    \
            row = ROW(state);                                                                                   \
            if (!(entry & LENGTH)) {                                                                            \
                if (ACTION(entry) < FIRST_ACTION) break;                                                        \
                const LongAction *all = t->long_actions + ACTION(entry);                                        \
                for (uint32_t i = 0; i < all->n; i++) data[d++] = i == all->itself_at ? (DST)s[p] : all->chars[i]; \
                row = ROW(NEXT_STATE(entry));                                                                   \
                continue;                                                                                       \
            }                                                                                                   \
        }                                                                                                       \
        const Action *action = actions + ACTION(entry);                                                         \
        uint64_t four = action->four + s[p] * action->itself;                                                   \
        if (sizeof(DST) == 2) memcpy(data + d, &four, sizeof four);                                             \
        else {                                                                                                  \
            uint16_t each[4];                                                                                   \
            memcpy(each, &four, sizeof four);                                                                   \
            for (int i = 0; i < 4; i++) data[d + i] = each[i];                                                  \
        }                                                                                                       \
        d += LENGTH_OF(entry); row = ROW(NEXT_STATE(entry));                                                    \
    }                                                                                                           \
    state = (uint32_t)(row >> BAND);                                                                            \
    const State *last = t->states + state;                                                                      \
    p -= last->n_waiting;                                                                                       \
    restore_left(x, last, p);                                                                                   \
    if (x->keeps && may_be_completed(x, t, last, p) && is_foreign(x, p + last->n_waiting - 1)) {                \
        Result r = roll_back(x, p);                                                                             \
        d -= r.roll_back; p = r.end;                                                                            \
    }                                                                                                           \
    *written = d;                                                                                               \
    return p;                                                                                                   \
}                                                                                                               \
static int NAME(Context *x, Out *out, Py_ssize_t *written)                                                      \
{                                                                                                               \
    const Kernel *k = x->k; const SRC *s = x->text; Py_ssize_t p = 0, n = x->n, d = *written;                   \
    DST *data = out->data;                                                                                      \
    Result quick = { 0, -1, NULL, NULL, 0, 0, 0 };                                                              \
    Pace *pace = &out->pace; Transducer *transducer;                                                            \
    begin_pace(pace, p);                                                                                        \
    while (p < n) {                                                                                             \
        if (p >= x->careful_end) {                                                                              \
            if (p >= pace->next) set_pace(pace, p);                                                             \
            if (pace->dense && (transducer = transducer_for(x))) {                                              \
                p = NAME##_known(x, transducer, s, p, data, out->capacity, &d);                                 \
                if (p < x->careful_end) continue;                                                               \
            } else {                                                                                            \
                Py_ssize_t begun = p, room = out->capacity - d;                                                 \
                p = NAME##_simple(k, s, p, n - p <= room ? n : p + room, data + d);                             \
                d += p - begun; pace->stops++;                                                                  \
            }                                                                                                   \
            if (p == n) break;                                                                                  \
            if ((Py_ssize_t)k->longest > out->capacity - d) {      /* before a step changes what stands to the left */\
                if (grow(out, d, (Py_ssize_t)k->longest + n - p)) return NO_MEMORY;                             \
                data = out->data;                                                                               \
            }                                                                                                   \
            uint32_t here = s[p], next = p + 1 < n ? s[p + 1] : ' ';                                            \
            if (here < TABLED && next < TABLED && k->plain[here] != NOT_PLAIN && k->plain[next] != NOT_PLAIN    \
                    && !(here < 128 && k->guarded[here])) {                                                     \
                uint32_t output = by_itself(x, p, k->low_class[here], p + 1 < n ? k->low_class[next] : OTHER);  \
                if (output != NONE) {                                                                           \
                    const uint32_t *given = k->outputs + 2 * output;                                            \
                    for (uint32_t i = 0; i < given[1]; i++) data[d++] = k->pool[given[0] + i];                  \
                    p++;                                                                                        \
                    continue;                                                                                   \
                }                                                                                               \
            }                                                                                                   \
            if (quick_step(x, p, &quick)) {                                                                     \
                for (uint32_t i = 0; i < quick.n_out; i++) data[d++] = quick.out[i];                            \
                p = quick.end;                                                                                  \
                continue;                                                                                       \
            }                                                                                                   \
            uint16_t class_ = class_of(k, s[p]), alone = k->simple[class_];                                     \
            /* A guard is simple where no span begins. */                                                       \
            if (alone != COMPLEX && !is_mark(x, p + 1) && !(x->guarded && guard_at(x, p))) {                    \
                data[d++] = alone ? alone : (DST)s[p]; p++;                                                     \
                continue;                                                                                       \
            }                                                                                                   \
            if (class_ == MARK && p > x->left_at && k->kind[class_of(k, s[p - 1])] == KIND_LETTER) { p--; d--; }\
        }                                                                                                       \
        Result r = step(x, p);                                                                                  \
        if (r.guard) { x->stopped = p; *written = d; return GUARDED; }                                          \
        if (r.roll_back >= 0) { d -= r.roll_back; p = r.end; continue; }                                        \
        Py_ssize_t length = r.out ? (Py_ssize_t)r.n_out : r.end - p;                                            \
        if (length + (Py_ssize_t)r.n_before > out->capacity - d) {                                              \
            if (grow(out, d, length + r.n_before + (n - p))) return NO_MEMORY;                                  \
            data = out->data;                                                                                   \
        }                                                                                                       \
        for (uint32_t i = 0; i < r.n_before; i++) data[d++] = r.before[i];                                      \
        if (r.out) for (uint32_t i = 0; i < r.n_out; i++) data[d++] = r.out[i];                                 \
        else for (Py_ssize_t i = p; i < r.end; i++) data[d++] = (DST)s[i];                                      \
        p = r.end;                                                                                              \
    }                                                                                                           \
    *written = d;                                                                                               \
    return DONE;                                                                                                \
}
#define FAST_WIDE(c) ((c) > 0xFFFF ? COMPLEX : fast[c])
#define FAST_TABLE(c) (fast[c])
DEFINE_RUN(run_1, Py_UCS1, Py_UCS2, FAST_TABLE)
DEFINE_RUN(run_2, Py_UCS2, Py_UCS2, FAST_TABLE)
DEFINE_RUN(run_4, Py_UCS4, Py_UCS4, FAST_WIDE)

#define ON_STACK 1024

static PyObject *finished(Out *out, Py_ssize_t length)
{
    if (!out->str) return PyUnicode_FromKindAndData(out->width, out->data, length);
    Py_UCS4 most = 0;
    if (out->width == 2) {
        const Py_UCS2 *d = out->data;
        for (Py_ssize_t i = 0; i < length && most < 0x100; i++) if (d[i] > most) most = d[i];
    } else {
        const Py_UCS4 *d = out->data;
        for (Py_ssize_t i = 0; i < length && most < 0x10000; i++) if (d[i] > most) most = d[i];
    }
    if (most < (out->width == 2 ? 0x100u : 0x10000u)) {     /* a str has the narrowest width that holds it */
        PyObject *narrow = PyUnicode_FromKindAndData(out->width, out->data, length);
        Py_CLEAR(out->str);
        return narrow;
    }
    if (PyUnicode_Resize(&out->str, length) < 0) return NULL;
    PyObject *str = out->str; out->str = NULL;
    return str;
}

static void begin(Context *x, const Kernel *k, PyObject *text)
{
    memset(x, 0, offsetof(Context, answers));
    x->k = k; x->text = PyUnicode_DATA(text); x->width = PyUnicode_KIND(text); x->n = PyUnicode_GET_LENGTH(text);
    x->keeps = k->keeps; x->run = x->run_end = -1;
    forget_left(x);
}

/* Convert a part of a text as a text of its own, or so much of it as stands before a guard. */
static int run_part(Context *x, const Kernel *k, PyObject *text, Py_ssize_t start, Py_ssize_t end, int guarded, Out *out,
                    Py_ssize_t *written)
{
    begin(x, k, text);
    x->guarded = guarded;
    x->text = (const char *)x->text + start * x->width; x->n = end - start;
    return x->width == 1 ? run_1(x, out, written) : x->width == 2 ? run_2(x, out, written) : run_4(x, out, written);
}

static int copy_part(const Kernel *k, PyObject *text, Py_ssize_t start, Py_ssize_t end, int guarded, Out *out,
                     Py_ssize_t *written)
{
    int width = PyUnicode_KIND(text); const void *s = PyUnicode_DATA(text); Py_ssize_t d = *written;
    if (end - start > out->capacity - d && grow(out, d, PyUnicode_GET_LENGTH(text) - start)) return NO_MEMORY;
    for (Py_ssize_t p = start; p < end; p++, d++) {
        uint32_t c = PyUnicode_READ(width, s, p);
        if (guarded && k->stops_at_marks && IS_LOSSLESS_MARK(c)) return GUARDED;
        if (out->width == 2) ((Py_UCS2 *)out->data)[d] = (Py_UCS2)c; else ((Py_UCS4 *)out->data)[d] = c;
    }
    *written = d;
    return DONE;
}

/* Convert [at, end) but for spans (their starts and ends in turn), which are copied: what stands between them are texts of
   their own. Where a span ends beyond `end` there is no more to do. Afterwards `spans` has where they stand in the result. */
static int run_between(Context *x, const Kernel *k, PyObject *text, Py_ssize_t at, Py_ssize_t end, Py_ssize_t *spans,
                       Py_ssize_t n_spans, int guarded, Out *out, Py_ssize_t *written)
{
    int status = DONE;
    for (Py_ssize_t *span = spans; span < spans + 2 * n_spans && status == DONE; span += 2) {
        Py_ssize_t start = span[0], stop = span[1];
        if (at < start) status = run_part(x, k, text, at, start, guarded, out, written);
        span[0] = *written;
        if (status == DONE) status = copy_part(k, text, start, stop, guarded, out, written);
        span[1] = *written; at = stop;
    }
    return status == DONE && at < end ? run_part(x, k, text, at, end, guarded, out, written) : status;
}

/* The numbers of a list of spans, which must be in order and within [start, end); NULL with an error set when they are not. */
static Py_ssize_t *spans_of(PyObject *list, Py_ssize_t start, Py_ssize_t end)
{
    Py_ssize_t size = PyList_GET_SIZE(list), *spans = PyMem_RawMalloc(((size_t)size + 1) * sizeof *spans);
    if (!spans) { PyErr_NoMemory(); return NULL; }
    for (Py_ssize_t i = 0; i < size; i++) {
        spans[i] = PyLong_AsSsize_t(PyList_GET_ITEM(list, i));
        if (!PyErr_Occurred() && (spans[i] < start || spans[i] > end || size % 2))
            PyErr_SetString(PyExc_ValueError, "spans must be in order, and within the text");
        if (PyErr_Occurred()) { PyMem_RawFree(spans); return NULL; }
        start = spans[i];
    }
    return spans;
}

/* Widen a stretch to the blanks around it. */
static void widen(const Context *x, Py_ssize_t *start, Py_ssize_t *end, Py_ssize_t not_before)
{
    while (*start > not_before && !Py_UNICODE_ISSPACE(read_at(x, *start - 1))) --*start;
    while (*end < x->n && !Py_UNICODE_ISSPACE(read_at(x, *end))) ++*end;
}

/* A guard stopped x, a part that began at `at`. Ask `spans_in` for the spans that begin in the stretch between blanks where
   it stands, convert that again around them, and put where it ends into `at`. */
static int around_guard(Context *x, const Kernel *k, PyObject *text, PyObject *spans_in, Py_ssize_t *at, Out *out,
                        Py_ssize_t *written)
{
    Py_ssize_t n = x->n, start = x->stopped, end = start;
    if (k->stops_at_marks && IS_LOSSLESS_MARK(read_at(x, start))) return GUARDED;
    widen(x, &start, &end, 0);
    *written -= length_of(x, start, x->stopped, x->keeps);
    start += *at; end += *at; n += *at;

    if (out->released) PyEval_RestoreThread(out->released);
    PyObject *list = PyObject_CallFunction(spans_in, "Onn", text, start, end);
    if (list && !PyList_Check(list)) { PyErr_SetString(PyExc_TypeError, "spans must be a list"); Py_CLEAR(list); }
    Py_ssize_t *spans = list ? spans_of(list, start, n) : NULL, n_spans = list ? PyList_GET_SIZE(list) / 2 : 0;
    Py_XDECREF(list);
    if (out->released) out->released = PyEval_SaveThread();
    if (!spans) return RAISED;
    *at = n_spans && spans[2 * n_spans - 1] > end ? spans[2 * n_spans - 1] : end;
    int status = run_between(x, k, text, start, end, spans, n_spans, MARKS_ONLY, out, written);
    PyMem_RawFree(spans);
    return status;
}

static PyObject *refused(PyObject *text)
{
    const char *hint = PyBytes_Check(text) || PyByteArray_Check(text) ? ": decode bytes first, text.decode('utf-8')" : "";
    return PyErr_Format(PyExc_TypeError, "text must be str, not %.100s%s", Py_TYPE(text)->tp_name, hint);
}

/* The text converted but for spans, the numbers of a list. With `spans_in` in place of them, the kernel looks out for guards
   and asks for the spans that are there; the result is None when there is a mark to obey. */
static PyObject *convert(const Kernel *k, PyObject *text, PyObject *spans_in, Py_ssize_t *spans, Py_ssize_t n_spans, int learned)
{
    if (!PyUnicode_Check(text)) return refused(text);
    int guarded = spans_in && spans_in != Py_None;
    if (k->ascii_identity && PyUnicode_IS_ASCII(text) && !(guarded && k->stops_at_foreign)) return PyUnicode_FromObject(text);
    Py_ssize_t n = PyUnicode_GET_LENGTH(text), written = 0, at = 0; int width = PyUnicode_KIND(text), status;
    uint32_t stack[ON_STACK / 2 + 512];
    Out out = { NULL, stack, ON_STACK + 1024, width == 4 ? 4 : 2, NULL, 0, { 0, 0, 0, PROBE, learned || OBSERVE(k->dense) } };
    if (learned) out.pace.stretch = n;                  /* it is never looked at anew */
    if (width == 4) out.capacity /= 2;
    if (n > ON_STACK / 2) {
        out.capacity = n + n / 32 + 1024;
        if (n > PY_SSIZE_T_MAX / 16) return PyErr_NoMemory();
        if (!(out.str = PyUnicode_New(out.capacity, width == 4 ? 0x10FFFF : 0xFFFF))) return NULL;
        out.data = PyUnicode_DATA(out.str);
    }
    Context x;
    if (n >= RELEASE_AT) out.released = PyEval_SaveThread();
    if (!guarded) status = run_between(&x, k, text, 0, n, spans, n_spans, NO_GUARDS, &out, &written);
    else do {
        status = run_part(&x, k, text, at, n, ALL_GUARDS, &out, &written);
        if (status != GUARDED) break;
        status = around_guard(&x, k, text, spans_in, &at, &out, &written);
    } while (status == DONE && at < n);
    if (out.released) { PyEval_RestoreThread(out.released); out.released = NULL; }
    if (!learned) remember_pace(k, &out.pace, n);
    PyObject *result = NULL;
    if (status == DONE) result = finished(&out, written);
    else if (status == GUARDED) { result = Py_None; Py_INCREF(result); }
    else if (status == NO_MEMORY) PyErr_NoMemory();
    Py_XDECREF(out.str);
    if (out.owned) PyMem_RawFree(out.data);
    return result;
}

/* ---- the Python type ---- */

static PyObject *kernel_convert(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    if (n != 2) { PyErr_SetString(PyExc_TypeError, "convert(text, spans_in)"); return NULL; }
    return convert((Kernel *)self, args[0], args[1], NULL, 0, 0);
}

static PyObject *kernel_learned(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    if (n != 2) { PyErr_SetString(PyExc_TypeError, "learned(text, spans_in)"); return NULL; }
    return convert((Kernel *)self, args[0], args[1], NULL, 0, 1);
}

static PyObject *kernel_plain(PyObject *self, PyObject *text) { return convert((Kernel *)self, text, NULL, NULL, 0, 0); }

static PyObject *kernel_many(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    if (n != 2) { PyErr_SetString(PyExc_TypeError, "many(texts, spans_in)"); return NULL; }
    PyObject *texts = PySequence_Fast(args[0], "an iterable of str is wanted"), *result;
    if (!texts) return NULL;
    Py_ssize_t length = PySequence_Fast_GET_SIZE(texts);
    if (!(result = PyList_New(length))) { Py_DECREF(texts); return NULL; }
    for (Py_ssize_t i = 0; i < length; i++) {
        PyObject *item = PySequence_Fast_GET_ITEM(texts, i), *one;
        Py_INCREF(item);
        one = convert((Kernel *)self, item, args[1], NULL, 0, 0);
        Py_DECREF(item);
        if (!one) { Py_DECREF(texts); Py_DECREF(result); return NULL; }
        PyList_SET_ITEM(result, i, one);
    }
    Py_DECREF(texts);
    return result;
}

/* ---- which characters became which ---- */

/* The edges of units so far: where each ends in the text and in the result. */
typedef struct { uint32_t *ends; Py_ssize_t n, capacity; } Units;

static int add_unit(Units *units, Py_ssize_t source_end, Py_ssize_t target_end)
{
    if (units->n == units->capacity) {
        Py_ssize_t capacity = 2 * units->capacity + 64;
        uint32_t *ends = PyMem_Realloc(units->ends, (size_t)capacity * 2 * sizeof *ends);
        if (!ends) return -1;
        units->ends = ends; units->capacity = capacity;
    }
    units->ends[2 * units->n] = (uint32_t)source_end;
    units->ends[2 * units->n++ + 1] = (uint32_t)target_end;
    return 0;
}

static inline void put(Out *out, Py_ssize_t at, uint32_t c)
{
    if (out->width == 2) ((Py_UCS2 *)out->data)[at] = (Py_UCS2)c; else ((Py_UCS4 *)out->data)[at] = c;
}

/* As run_*(), unit by unit. */
static int run_aligned(Context *x, Out *out, Units *units, Py_ssize_t *written)
{
    const Kernel *k = x->k; Py_ssize_t p = 0, d = 0;
    while (p < x->n) {
        uint32_t c = read_at(x, p); uint16_t simple = k->simple[class_of(k, c)];
        Result r = { p + 1, -1, NULL, NULL, 0, 0, 0 };
        if (simple == COMPLEX || p < x->careful_end || is_mark(x, p + 1)) r = step(x, p);
        else if (simple) { r.out = &simple; r.n_out = 1; }
        if (r.roll_back >= 0) {
            d -= r.roll_back; p = r.end;
            while (units->n && units->ends[2 * units->n - 2] > (uint32_t)p) units->n--;
            continue;
        }
        Py_ssize_t length = (Py_ssize_t)r.n_before + (r.out ? (Py_ssize_t)r.n_out : r.end - p);
        if (length > out->capacity - d && grow(out, d, length + (x->n - p))) return NO_MEMORY;
        for (uint32_t i = 0; i < r.n_before; i++) put(out, d++, r.before[i]);
        if (r.out) for (uint32_t i = 0; i < r.n_out; i++) put(out, d++, r.out[i]);
        else for (Py_ssize_t i = p; i < r.end; i++) put(out, d++, read_at(x, i));
        p = r.end;
        if (add_unit(units, p, d)) return NO_MEMORY;
    }
    *written = d;
    return DONE;
}

/* align(text, before, written): the converted text, and bytes of pairs of 32 bits: where every unit ends in the text and in the
   result, after so many characters before both. */
static PyObject *kernel_align(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    const Kernel *k = (Kernel *)self; Py_ssize_t before = 0, before_written = 0; PyObject *text = args[0];
    if (n_args == 3) { before = PyLong_AsSsize_t(args[1]); before_written = PyLong_AsSsize_t(args[2]); }
    else if (n_args != 1) { PyErr_SetString(PyExc_TypeError, "align(text, before, written)"); return NULL; }
    if (PyErr_Occurred()) return NULL;
    if (!PyUnicode_Check(text)) return refused(text);
    Py_ssize_t n = PyUnicode_GET_LENGTH(text), written = 0;
    int far = before < 0 || before > UINT32_MAX / 4 || before_written < 0 || before_written > UINT32_MAX / 4;
    if (far || n > UINT32_MAX / 16) { PyErr_SetString(PyExc_OverflowError, "too long a text to align: align its parts"); return NULL; }
    Context x;
    begin(&x, k, text);
    Units units = { NULL, 0, 0 };
    Out out = { NULL, NULL, 0, x.width == 4 ? 4 : 2, NULL, 0, { 0 } };
    PyObject *result = NULL, *str = NULL, *ends = NULL;
    int status = run_aligned(&x, &out, &units, &written);
    for (Py_ssize_t i = 0; i < 2 * units.n; i++) units.ends[i] += (uint32_t)(i & 1 ? before_written : before);
    if (status == DONE && (str = PyUnicode_FromKindAndData(out.width, out.data, written))
            && (ends = PyBytes_FromStringAndSize((const char *)units.ends, units.n * 2 * (Py_ssize_t)sizeof(uint32_t))))
        result = PyTuple_Pack(2, str, ends);
    else if (status != DONE) PyErr_NoMemory();
    Py_XDECREF(str); Py_XDECREF(ends);
    PyMem_Free(units.ends);
    if (out.owned) PyMem_RawFree(out.data);
    return result;
}

/* ---- what a conversion there and back has changed ---- */

typedef struct { const void *data; int width; Py_ssize_t n, start, end; } Tokens;

static Tokens tokens_of(PyObject *text)
{
    Tokens t = { PyUnicode_DATA(text), PyUnicode_KIND(text), PyUnicode_GET_LENGTH(text), 0, 0 };
    return t;
}

#define IS_BLANK(c) ((c) == ' ' || (c) == '\n')
#define STRIDE 32
/* Blocks of a fixed length, which compilers make vectors of: how far two texts are the same and without a mark, which could be
   taken for ours; and where in a text so many blanks are passed. */
#define DEFINE_TOKENS(NAME, T)                                                                                  \
static Py_ssize_t NAME##_same(const T *a, const T *b, Py_ssize_t n)                                             \
{                                                                                                               \
    Py_ssize_t p = 0;                                                                                           \
    for (; p + STRIDE <= n; p += STRIDE) {                                                                      \
        T other = 0;                                                                                            \
        for (int i = 0; i < STRIDE; i++) other |= (T)((a[p + i] ^ b[p + i]) | (T)IS_LOSSLESS_MARK(a[p + i]));   \
        if (other) break;                                                                                       \
    }                                                                                                           \
    while (p < n && a[p] == b[p] && !IS_LOSSLESS_MARK(a[p])) p++;                                               \
    return p;                                                                                                   \
}                                                                                                               \
static Py_ssize_t NAME##_blanks(const T *s, Py_ssize_t n)                                                       \
{                                                                                                               \
    Py_ssize_t blanks = 0, p = 0;                                                                               \
    for (; p + STRIDE <= n; p += STRIDE) {                                                                      \
        T some = 0;                                                                                             \
        for (int i = 0; i < STRIDE; i++) some += (T)IS_BLANK(s[p + i]);                                         \
        blanks += some;                                                                                         \
    }                                                                                                           \
    for (; p < n; p++) blanks += IS_BLANK(s[p]);                                                                \
    return blanks;                                                                                              \
}                                                                                                               \
static Py_ssize_t NAME##_after(const T *s, Py_ssize_t n, Py_ssize_t blanks)                                     \
{                                                                                                               \
    Py_ssize_t p = 0;                                                                                           \
    for (Py_ssize_t some; p + STRIDE <= n && (some = NAME##_blanks(s + p, STRIDE)) < blanks; p += STRIDE) blanks -= some;\
    for (; p < n && blanks; p++) blanks -= IS_BLANK(s[p]);                                                      \
    return blanks ? -1 : p;                                                                                     \
}
DEFINE_TOKENS(tokens_1, Py_UCS1)
DEFINE_TOKENS(tokens_2, Py_UCS2)
DEFINE_TOKENS(tokens_4, Py_UCS4)
#define BY_WIDTH(t, NAME, ...) \
    ((t)->width == 1 ? tokens_1_##NAME((const Py_UCS1 *)(t)->data + (t)->start, __VA_ARGS__) \
     : (t)->width == 2 ? tokens_2_##NAME((const Py_UCS2 *)(t)->data + (t)->start, __VA_ARGS__) \
     : tokens_4_##NAME((const Py_UCS4 *)(t)->data + (t)->start, __VA_ARGS__))
#define STARTS_AT(t, T) ((const T *)(t)->data + (t)->start)

/* Pass over whole tokens that came back as they were; no conversion writes a blank, or leaves one out, so they are counted.
   Returns -1 if there are fewer in the conversion. */
static int pass_same(Tokens *text, Tokens *converted, Tokens *back)
{
    Py_ssize_t n = text->n - text->start, same = 0;
    if (back->n - back->start < n) n = back->n - back->start;
    if (text->width != back->width) return 0;
    if (text->width == 1) same = tokens_1_same(STARTS_AT(text, Py_UCS1), STARTS_AT(back, Py_UCS1), n);
    if (text->width == 2) same = tokens_2_same(STARTS_AT(text, Py_UCS2), STARTS_AT(back, Py_UCS2), n);
    if (text->width == 4) same = tokens_4_same(STARTS_AT(text, Py_UCS4), STARTS_AT(back, Py_UCS4), n);
    while (same > 0 && !IS_BLANK(PyUnicode_READ(text->width, text->data, text->start + same - 1))) same--;
    Py_ssize_t passed = BY_WIDTH(converted, after, converted->n - converted->start, BY_WIDTH(text, blanks, same));
    if (passed < 0) return -1;
    text->start += same; back->start += same; converted->start += passed;
    return 0;
}

static inline void find_end(Tokens *t)  /* of the token that begins at `start` */
{
    t->end = t->start;
    while (t->end < t->n && !IS_BLANK(PyUnicode_READ(t->width, t->data, t->end))) t->end++;
}

static int same_token(const Tokens *a, const Tokens *b)  /* and without a mark */
{
    if (a->end - a->start != b->end - b->start) return 0;
    for (Py_ssize_t p = a->start, q = b->start; p < a->end; p++, q++) {
        Py_UCS4 c = PyUnicode_READ(a->width, a->data, p);
        if (c != PyUnicode_READ(b->width, b->data, q) || IS_LOSSLESS_MARK(c)) return 0;
    }
    return 1;
}

/* differing(text, converted, back): where the tokens between blanks stand in the first two whose first and third are not
   the same; None when the texts do not have the same blanks. */
static PyObject *differing(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    (void)module;
    if (n != 3 || !PyUnicode_Check(args[0]) || !PyUnicode_Check(args[1]) || !PyUnicode_Check(args[2]))
        return PyErr_Format(PyExc_TypeError, "differing(text, converted, back)");
    Tokens t[3] = { tokens_of(args[0]), tokens_of(args[1]), tokens_of(args[2]) };
    PyObject *found = PyList_New(0);
    while (found) {
        int ended = 0, fewer = pass_same(&t[0], &t[1], &t[2]);
        for (int i = 0; i < 3; i++) { find_end(&t[i]); ended += t[i].end == t[i].n; }
        if (!fewer && !same_token(&t[0], &t[2])) {
            PyObject *places = Py_BuildValue("nnnn", t[0].start, t[0].end, t[1].start, t[1].end);
            int failed = !places || PyList_Append(found, places);
            Py_XDECREF(places);
            if (failed) { Py_CLEAR(found); break; }
        }
        if (ended == 3 && !fewer) return found;
        Py_UCS4 blank = ended ? 0 : PyUnicode_READ(t[0].width, t[0].data, t[0].end);
        for (int i = 0; i < 3; i++) {
            if (fewer || ended || PyUnicode_READ(t[i].width, t[i].data, t[i].end) != blank) { Py_DECREF(found); Py_RETURN_NONE; }
            t[i].start = t[i].end + 1;
        }
    }
    return NULL;
}

/* Whether a Latin letter stands at p that will be copied: no rule reads it, or only longer ones that do not begin here. */
static int is_unread_latin(Context *x, Py_ssize_t p)
{
    const Kernel *k = x->k; uint16_t class_ = class_of(k, read_at(x, p)), form = k->form[class_];
    if (!k->latin[class_] || k->kind[class_] != KIND_LETTER) return 0;
    uint32_t node = form ? k->first_node[form] : 0;
    if (!node) return form || !grapheme(x, p).form;        /* nor is it read as what it looks like */
    if (k->node_rules[node] < k->node_rules[node + 1]) return !k->free_rule[k->node_rules[node + 1] - 1];
    return p + 1 == x->n || !child(k, node, k->form[class_of(k, read_at(x, p + 1))]);
}

/* The next character that may be a guard; eight at a time, as there are few. */
#define DEFINE_NEXT_GUARD(NAME, SRC)                                                                            \
static Py_ssize_t NAME(const uint8_t *guarded, const SRC *s, Py_ssize_t p, Py_ssize_t n)                        \
{                                                                                                               \
    for (; p + 8 <= n; p += 8) {                                                                                \
        uint8_t any = 0;                                                                                        \
        for (int i = 0; i < 8; i++) any |= guarded[s[p + i] < 128 ? s[p + i] : 0];                              \
        if (any) break;                                                                                         \
    }                                                                                                           \
    while (p < n && !(s[p] < 128 && guarded[s[p]])) p++;                                                        \
    return p;                                                                                                   \
}
DEFINE_NEXT_GUARD(next_guard_1, Py_UCS1)
DEFINE_NEXT_GUARD(next_guard_2, Py_UCS2)
DEFINE_NEXT_GUARD(next_guard_4, Py_UCS4)

static Py_ssize_t next_guard(const Context *x, Py_ssize_t p)
{
    const uint8_t *guarded = x->k->guarded;
    return x->width == 1 ? next_guard_1(guarded, x->text, p, x->n)
         : x->width == 2 ? next_guard_2(guarded, x->text, p, x->n) : next_guard_4(guarded, x->text, p, x->n);
}

static int add_places(PyObject *list, Py_ssize_t start, Py_ssize_t end)
{
    PyObject *first = PyLong_FromSsize_t(start), *second = PyLong_FromSsize_t(end);
    int failed = !first || !second || PyList_Append(list, first) || PyList_Append(list, second);
    Py_XDECREF(first); Py_XDECREF(second);
    return failed;
}

/* Where the stretches between blanks stand in which a guard is: their starts and ends in turn. */
static PyObject *kernel_suspects(PyObject *self, PyObject *text)
{
    const Kernel *k = (Kernel *)self;
    if (!PyUnicode_Check(text)) return refused(text);
    PyObject *found = PyList_New(0); Py_ssize_t last = 0;
    Context x;
    begin(&x, k, text);
    for (Py_ssize_t p = 0; found && p < x.n; p++) {
        if (!k->stops_at_foreign && (p = next_guard(&x, p)) == x.n) break;
        uint32_t c = read_at(&x, p);
        int guard = c < 128 && k->guarded[c] && guard_at(&x, p);
        if (!guard && !(k->stops_at_foreign && is_unread_latin(&x, p))) continue;
        Py_ssize_t start = p, end = p;
        widen(&x, &start, &end, last);
        if (add_places(found, start, end)) Py_CLEAR(found);
        last = p = end;
    }
    return found;
}

/* Where the words stand that are copied for being foreign: their starts and ends in turn. */
static PyObject *kernel_foreign(PyObject *self, PyObject *text)
{
    const Kernel *k = (Kernel *)self;
    if (!PyUnicode_Check(text)) return refused(text);
    PyObject *found = PyList_New(0);
    Context x;
    begin(&x, k, text);
    const Transducer *t = !k->keeps ? NULL : x.n < SAMPLE ? OBSERVE(k->transducer) : transducer_for(&x);
    uint32_t node = 0;
    for (Py_ssize_t p = 0; found && k->keeps && p < x.n; ) {
        /* Where no sequence is completed, of letters that the transducer knows, there is nothing to judge. */
        uint32_t column = t ? column_at(&x, t, p) : BEYOND;
        if (column >= OUTSIDE && !((node = t->spelled[(size_t)node << t->shift | column]) & COMPLETE)) { p++; continue; }
        node = 0;
        if (grapheme(&x, p).kind == KIND_OTHER) { p++; continue; }
        if (is_foreign(&x, p) && add_places(found, x.piece, x.piece_end)) Py_CLEAR(found);
        p = x.piece_end;
    }
    return found;
}

static PyObject *kernel_between(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    if (n != 2 || !PyList_Check(args[1]))
        return PyErr_Format(PyExc_TypeError, "between(text, [start, end, start, end, ...])");
    Py_ssize_t *spans = spans_of(args[1], 0, PyUnicode_Check(args[0]) ? PyUnicode_GET_LENGTH(args[0]) : 0);
    Py_ssize_t n_spans = PyList_GET_SIZE(args[1]) / 2;
    PyObject *result = spans ? convert((Kernel *)self, args[0], NULL, spans, n_spans, 0) : NULL;
    PyObject *places = result ? PyList_New(0) : NULL;
    for (Py_ssize_t i = 0; places && i < n_spans; i++) if (add_places(places, spans[2 * i], spans[2 * i + 1])) Py_CLEAR(places);
    PyMem_RawFree(spans);
    if (!places) { Py_XDECREF(result); return NULL; }
    return Py_BuildValue("(NN)", result, places);
}

static void kernel_dealloc(PyObject *self)
{
    Kernel *k = (Kernel *)self; PyTypeObject *type = Py_TYPE(self);
    PyMem_Free(k->fast); PyMem_Free(k->plain); PyMem_Free(k->free_rule); PyMem_Free(k->fixed_below);
    PyMem_Free(k->begins); PyMem_Free(k->never_alone); PyMem_Free(k->never_first); PyMem_Free(k->never_next); PyMem_Free(k->is_vowel_class);
    PyMem_Free(k->low_class); free_transducer(k->transducer);
    PyMem_Free(k->ordinary); PyMem_Free(k->through);
    Py_XDECREF(k->fields);
    type->tp_free(self);
    Py_DECREF(type);
}

static const void *array_of(PyObject *fields, const char *name, Py_ssize_t item, Py_ssize_t *count)
{
    PyObject *bytes = PyDict_GetItemString(fields, name); char *data; Py_ssize_t size;
    if (!bytes || PyBytes_AsStringAndSize(bytes, &data, &size) < 0) {
        PyErr_Format(PyExc_ValueError, "program without the array %s", name); return NULL;
    }
    if (count) *count = size / item;
    return data;
}

static long number_of(PyObject *fields, const char *name)
{
    PyObject *value = PyDict_GetItemString(fields, name);
    return value ? PyLong_AsLong(value) : -1;
}

/* Tables that follow from those of the program, and save looking at several of them. */
static int set_up_plain(Kernel *k, Py_ssize_t n_nodes)
{
    Py_ssize_t n_rules = k->node_rules[n_nodes];
    k->plain = PyMem_Malloc(TABLED * sizeof *k->plain); k->low_class = PyMem_Malloc(TABLED * sizeof *k->low_class);
    k->free_rule = PyMem_Calloc((size_t)n_rules + 1, 1); k->never_alone = PyMem_Calloc((1 << 16) / 8, 1);
    k->never_first = PyMem_Calloc(1 << 12, sizeof *k->never_first);
    k->never_next = PyMem_Calloc((size_t)k->n_never + 1, sizeof *k->never_next);
    k->is_vowel_class = PyMem_Calloc(k->n_classes + 1, 1);
    if (!k->is_vowel_class || !k->plain || !k->low_class || !k->free_rule || !k->never_alone
            || !k->never_first || !k->never_next) { PyErr_NoMemory(); return -1; }
    for (uint32_t c = 0; c < TABLED; c++) {
        uint16_t class_ = k->low_class[c] = class_of(k, c), form = k->form[class_];
        int outside = k->kind[class_] == KIND_OTHER && !form;
        k->plain[c] = k->ordinary[class_] && (outside || k->kind[class_] == KIND_LETTER) ? form : NOT_PLAIN;
    }
    for (uint32_t c = 0; c < k->n_classes; c++)
        for (uint32_t t = 0; t < k->n_tags; t++) k->is_vowel_class[c] |= k->is_vowel[k->signature[c] * k->n_tags + t];
    for (Py_ssize_t rule = 0; rule < n_rules; rule++) {
        const uint16_t *r = k->rules + 6 * rule;
        k->free_rule[rule] = k->test_start[rule] == k->test_start[rule + 1] && !r[1] && !r[2];
    }
    for (Py_ssize_t i = 0; i < k->n_never; i++) {
        if (!k->never[i + 1]) set_bit(k->never_alone, k->never[i]);
        else {
            uint32_t *first = k->never_first + hash_of_two(k->never[i], k->never[i + 1]);
            k->never_next[i] = *first; *first = (uint32_t)i + 1;
        }
        while (k->never[i]) i++;
    }
    return 0;
}

/* What is known of a node from those below it or above it. A node has a greater number than its parent. */
static int set_up_nodes(Kernel *k, Py_ssize_t n_nodes)
{
    struct { uint32_t parent, form, depth; } *nodes = PyMem_Calloc((size_t)n_nodes, sizeof *nodes);
    k->fixed_below = PyMem_Calloc((size_t)n_nodes, 1); k->begins = PyMem_Calloc((1 << 16) / 8, 1);
    if (!nodes || !k->fixed_below || !k->begins) { PyMem_Free(nodes); PyErr_NoMemory(); return -1; }
    for (uint32_t at = 0; at <= k->edge_mask; at++) {
        const uint32_t *edge = k->edges + 3 * at;
        if (edge[2]) { nodes[edge[2]].parent = edge[0]; nodes[edge[2]].form = edge[1]; }
    }
    for (Py_ssize_t node = n_nodes - 1; node > 0; node--)
        if (k->node_fixed[node] != NONE || k->fixed_below[node]) k->fixed_below[nodes[node].parent] = 1;
    for (Py_ssize_t node = 1; node < n_nodes; node++) {
        uint32_t up = nodes[node].parent, up2 = nodes[up].parent, up3 = nodes[up2].parent;
        nodes[node].depth = nodes[up].depth + 1;
        if (nodes[node].depth == 3 && k->node_rules[node] != k->node_rules[node + 1])
            set_bit(k->begins, hash_of_three(nodes[up2].form, nodes[up].form, nodes[node].form));
        if (nodes[node].depth == 4) {
            uint32_t three = hash_of_three(nodes[up3].form, nodes[up2].form, nodes[up].form);
            set_bit(k->begins, hash_of_four(three, nodes[node].form));
        }
    }
    PyMem_Free(nodes);
    return 0;
}

/* Kernel(fields of a Program, characters at which to stop, whether Roman numerals are protected, whether foreign words are) */
static PyObject *kernel_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *fields, *guards; int roman, foreign;
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "O!Upp", &PyDict_Type, &fields, &guards, &roman, &foreign)) return NULL;
    Kernel *k = (Kernel *)type->tp_alloc(type, 0);
    if (!k) return NULL;
    Py_INCREF(fields); k->fields = fields; k->roman = roman; k->stops_at_foreign = foreign;
#define TAKE(name, item) if (!(k->name = array_of(fields, #name, item, NULL))) goto failed
    TAKE(index, 2); TAKE(pages, 2); TAKE(form, 2); TAKE(alike, 2); TAKE(simple, 2); TAKE(lead, 2); TAKE(signature, 2);
    TAKE(node_fixed, 2); TAKE(pool, 2); TAKE(rules, 2); TAKE(fixed_units, 2); TAKE(tests, 2);
    TAKE(kind, 1); TAKE(cap, 1); TAKE(latin, 1); TAKE(opener, 1); TAKE(follow, 1); TAKE(follow_maybe, 1); TAKE(telling, 1);
    TAKE(local, 2); TAKE(local_decisions, 2); TAKE(local_left, 1); TAKE(local_right, 1); TAKE(local_start, 4);
    TAKE(left, 1); TAKE(right, 1); TAKE(inside, 1);
    TAKE(vowel_first, 1); TAKE(vowel_last, 1); TAKE(edge_tests, 1); TAKE(is_vowel, 1);
    TAKE(node_rules, 4); TAKE(first_node, 4); TAKE(outputs, 4); TAKE(fixed_start, 4); TAKE(test_start, 4);
    Py_ssize_t n_signatures, n_edges, n_nodes;
    if (!(k->node_more = array_of(fields, "node_more", 1, &n_nodes))) goto failed;
    if (!(k->sig_kind = array_of(fields, "signature_kind", 1, &n_signatures))) goto failed;
    k->n_signatures = (uint32_t)n_signatures;
    if (!(k->edges = array_of(fields, "edges", 12, &n_edges))) goto failed;
    if (!(k->composed = array_of(fields, "composed", 12, &k->n_composed))) goto failed;
    if (!(k->never = array_of(fields, "never", 2, &k->n_never))) goto failed;
    if (!(k->prefixes = array_of(fields, "prefixes", 4, &k->n_prefixes))) goto failed;
    k->edge_mask = (uint32_t)n_edges - 1;
    k->n_classes = (uint32_t)number_of(fields, "n_classes");
    k->follow_width = (k->n_classes + 7) / 8;
    k->n_tests = (uint32_t)number_of(fields, "n_tests"); k->n_tags = (uint32_t)number_of(fields, "n_tags");
    k->longest = (uint32_t)number_of(fields, "longest"); k->keeps = (int)number_of(fields, "keeps");
    k->reading = (int)number_of(fields, "reading"); k->ascii_identity = (int)number_of(fields, "ascii_identity");
    if (PyErr_Occurred()) goto failed;
    if (k->n_tests > MAX_TESTS || k->n_tags > MAX_TAGS || number_of(fields, "max_source") > MAX_SOURCE) {
        PyErr_SetString(PyExc_ValueError, "a table with too many conditions, or too long a row"); goto failed;
    }
    if (n_nodes < 1 || k->n_classes >= 0x8000) { PyErr_SetString(PyExc_ValueError, "no program"); goto failed; }
    k->asks_vowels = (int)number_of(fields, "asks_vowels");
    if (!(k->through = PyMem_Calloc((size_t)n_signatures + 1, 1)) || !(k->fast = PyMem_Malloc(65536 * sizeof *k->fast))) {
        PyErr_NoMemory(); goto failed;
    }
    k->ordinary = PyMem_Calloc(k->n_classes + 1, 1);
    if (!k->ordinary) { PyErr_NoMemory(); goto failed; }
    for (uint32_t c = 0; c < k->n_classes; c++) {
        k->ordinary[c] = (k->kind[c] == KIND_LETTER && k->form[c]) || (k->kind[c] == KIND_OTHER && c != LOSSLESS);
    }
    int looked_through = 0;
    for (Py_ssize_t s = 0; s < n_signatures; s++)
        if (k->sig_kind[s] & 15) {
            if (looked_through == 64) {
                PyErr_SetString(PyExc_ValueError, "a table with more than 64 silent graphs");
                goto failed;
            }
            k->through_signature[looked_through] = (uint16_t)s; k->through[s] = (uint8_t)looked_through++;
        }
    for (uint32_t c = 0; c < 65536; c++) { uint16_t m = k->simple[class_of(k, c)]; k->fast[c] = m ? m : (uint16_t)c; }
    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(guards); i++) {
        Py_UCS4 c = PyUnicode_READ_CHAR(guards, i);
        if (c < 0x10000) k->fast[c] = COMPLEX;
        if (c < 128) k->guarded[c] = 1;
        if (IS_LOSSLESS_MARK(c)) k->stops_at_marks = 1;
    }
    if (set_up_plain(k, n_nodes) || set_up_nodes(k, n_nodes)) goto failed;
    k->n_asked = k->test_start[k->node_rules[n_nodes]];
    return (PyObject *)k;
failed:
    Py_DECREF(k);
    return NULL;
}

static PyMethodDef kernel_methods[] = {
    { "convert", (PyCFunction)(void (*)(void))kernel_convert, METH_FASTCALL,
      "convert(text, spans_in): the text converted but for the spans that spans_in finds; None with a mark to obey" },
    { "learned", (PyCFunction)(void (*)(void))kernel_learned, METH_FASTCALL,
      "learned(text, spans_in): as convert(), by the transducer from the first character, that tests need no long texts" },
    { "plain", kernel_plain, METH_O, "plain(text): the text converted" },
    { "many", (PyCFunction)(void (*)(void))kernel_many, METH_FASTCALL, "many(texts, spans_in): a list of what convert() gives" },
    { "align", (PyCFunction)(void (*)(void))kernel_align, METH_FASTCALL,
      "align(text, before, written): the text converted, and where every unit ends in both" },
    { "suspects", kernel_suspects, METH_O, "suspects(text): where the stretches between blanks stand in which a guard is" },
    { "foreign", kernel_foreign, METH_O, "foreign(text): where the words stand that are copied for being foreign" },
    { "between", (PyCFunction)(void (*)(void))kernel_between, METH_FASTCALL,
      "between(text, spans): spans copied, all else converted; and where the spans are then" },
    { NULL, NULL, 0, NULL }
};
static PyType_Slot kernel_slots[] = {
    { Py_tp_new, kernel_new }, { Py_tp_dealloc, kernel_dealloc }, { Py_tp_methods, kernel_methods }, { 0, NULL }
};
static PyType_Spec kernel_spec = { "turkic_alphabet._kernel.Kernel", sizeof(Kernel), 0, Py_TPFLAGS_DEFAULT, kernel_slots };

static int module_exec(PyObject *module)
{
    PyObject *type = PyType_FromModuleAndSpec(module, &kernel_spec, NULL);
    if (!type) return -1;
    int failed = PyModule_AddObjectRef(module, "Kernel", type);
    Py_DECREF(type);
    return failed;
}
static PyModuleDef_Slot module_slots[] = {
    { Py_mod_exec, module_exec },
#if PY_VERSION_HEX >= 0x030D0000
    { Py_mod_gil, Py_MOD_GIL_NOT_USED },
#endif
    { 0, NULL }
};
static PyMethodDef module_methods[] = {
    { "differing", (PyCFunction)(void (*)(void))differing, METH_FASTCALL,
      "differing(text, converted, back): where the tokens stand that are not the same in the first and the third" },
    { NULL, NULL, 0, NULL }
};
static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_kernel", "Runs programs over text.", 0, module_methods, module_slots, NULL, NULL, NULL
};
PyMODINIT_FUNC PyInit__kernel(void) { return PyModuleDef_Init(&module); }
