/* What a conversion there and back has changed. */

typedef struct { const void *data; int width; Py_ssize_t n, start, end; } Tokens;

static Tokens tokens_of(PyObject *text)
{
    Tokens t = { PyUnicode_DATA(text), PyUnicode_KIND(text), PyUnicode_GET_LENGTH(text), 0, 0 };
    return t;
}

#define BY_WIDTH(t, NAME, ...) \
    ((t)->width == 1 ? NAME##_1((const Py_UCS1 *)(t)->data + (t)->start, __VA_ARGS__) \
     : (t)->width == 2 ? NAME##_2((const Py_UCS2 *)(t)->data + (t)->start, __VA_ARGS__) \
     : NAME##_4((const Py_UCS4 *)(t)->data + (t)->start, __VA_ARGS__))
#define STARTS_AT(t, T) ((const T *)(t)->data + (t)->start)

/* Pass over whole tokens that came back as they were; no conversion writes a blank, or leaves one out, so they are counted.
   Returns -1 if there are fewer in the conversion. */
static int pass_same(Tokens *text, Tokens *converted, Tokens *back)
{
    Py_ssize_t n = text->n - text->start, same = 0;
    if (back->n - back->start < n) n = back->n - back->start;
    if (text->width != back->width) return 0;
    if (text->width == 1) same = same_1(STARTS_AT(text, Py_UCS1), STARTS_AT(back, Py_UCS1), n);
    if (text->width == 2) same = same_2(STARTS_AT(text, Py_UCS2), STARTS_AT(back, Py_UCS2), n);
    if (text->width == 4) same = same_4(STARTS_AT(text, Py_UCS4), STARTS_AT(back, Py_UCS4), n);
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
