/* Whole texts: around protected spans, and from the str to the str. */

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

/* The numbers of a list or tuple of spans, which must be in order and within [start, end); NULL with an error set when they are
   not. */
static Py_ssize_t *spans_of(PyObject *list, Py_ssize_t start, Py_ssize_t end)
{
    Py_ssize_t size = PySequence_Fast_GET_SIZE(list), *spans = PyMem_RawMalloc(((size_t)size + 1) * sizeof *spans);
    if (!spans) { PyErr_NoMemory(); return NULL; }
    for (Py_ssize_t i = 0; i < size; i++) {
        spans[i] = PyLong_AsSsize_t(PySequence_Fast_GET_ITEM(list, i));
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

/* Put the characters of a part of a str into `chars`, if it is such as a token may be, or become; else 0. */
static int take_token(PyObject *str, Py_ssize_t start, Py_ssize_t end, uint16_t *chars)
{
    if (end - start > LONGER) return 0;
    for (Py_ssize_t p = start; p < end; p++) {
        Py_UCS4 c = PyUnicode_READ_CHAR(str, p);
        if (IS_BLANK(c) || c >= NO_CHARACTER) return 0;
        *chars++ = (uint16_t)c;
    }
    return 1;
}

/* A stretch with guards has been converted, and becomes the same wherever it stands: add it, if it is a token. */
static void remember_stretch(const Kernel *k, PyObject *text, Py_ssize_t start, Py_ssize_t end, const Out *out,
                             Py_ssize_t from, Py_ssize_t written)
{
    Transducer *t = OBSERVE(((Kernel *)k)->transducer); Py_ssize_t length = written - from;
    uint16_t chars[LONGER + 1], result[LONGER];
    if (!t || length > LONGER || !take_token(text, start, end, chars)) return;
    if (start > 0 && !IS_BLANK(PyUnicode_READ_CHAR(text, start - 1))) return;
    if (end < PyUnicode_GET_LENGTH(text) && !IS_BLANK(PyUnicode_READ_CHAR(text, end))) return;
    for (Py_ssize_t i = 0; i < length; i++) result[i] = (uint16_t)PyUnicode_READ(out->width, out->data, from + i);
    add_to_vocabulary(&t->vocabulary, chars, end - start, result, length, ALL_GUARDS);
}

/* A guard stopped x, a part that began at `at`. Ask `spans_in` for the spans that begin in the stretch between blanks where
   it stands, convert that again around them, and put where it ends into `at`. Spans that are the same wherever it stands are a
   tuple. */
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
    int anywhere = list && PyTuple_Check(list);
    if (list && !anywhere && !PyList_Check(list)) {
        PyErr_SetString(PyExc_TypeError, "spans must be a list, or a tuple"); Py_CLEAR(list);
    }
    Py_ssize_t *spans = list ? spans_of(list, start, n) : NULL, n_spans = list ? PySequence_Fast_GET_SIZE(list) / 2 : 0;
    Py_XDECREF(list);
    if (out->released) out->released = PyEval_SaveThread();
    if (!spans) return RAISED;
    *at = n_spans && spans[2 * n_spans - 1] > end ? spans[2 * n_spans - 1] : end;
    Py_ssize_t from = *written;
    int status = run_between(x, k, text, start, end, spans, n_spans, MARKS_ONLY, out, written);
    if (status == DONE && anywhere && *at == end) remember_stretch(k, text, start, end, out, from, *written);
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
    Out out = { NULL, stack, ON_STACK + 1024, width == 4 ? 4 : 2, NULL, 0, pace_of(k, learned, n) };
    if (width == 4) out.capacity /= 2;
    if (n > ON_STACK / 2) {
        out.capacity = n + n / 8 + 1024;       /* what is not written to takes no memory */
        if (n > PY_SSIZE_T_MAX / 16) return PyErr_NoMemory();
        if (!(out.str = PyUnicode_New(out.capacity, width == 4 ? 0x10FFFF : 0xFFFF))) return NULL;
        out.data = PyUnicode_DATA(out.str);
        expect_much(out.data, (size_t)n * (size_t)out.width);
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
    if (!learned) remember_pace((Kernel *)k, &out.pace, n);
    PyObject *result = NULL;
    if (status == DONE) result = finished(&out, written);
    else if (status == GUARDED) { result = Py_None; Py_INCREF(result); }
    else if (status == NO_MEMORY) PyErr_NoMemory();
    Py_XDECREF(out.str);
    if (out.owned) PyMem_RawFree(out.data);
    return result;
}
