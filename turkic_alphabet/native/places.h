/* Where in a text there is something to be asked: protected spans, foreign words. */

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
    if (!k->keeps) return found;
    Context x;
    begin(&x, k, text);
    /* None is made for a short text: it would be ordered by the characters of that. */
    const Transducer *t = x.n < SAMPLE ? OBSERVE(k->transducer) : transducer_for(&x);
    uint32_t node = 0;
    for (Py_ssize_t p = 0; found && p < x.n; ) {
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
