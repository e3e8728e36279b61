/* A step where nothing but plain letters is involved, as most often: it asks less. */

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
