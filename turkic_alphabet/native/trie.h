/* Which sources begin at a place, and what looking ahead sees there. */

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
