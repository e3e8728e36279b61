/* A vocabulary that Python keeps: of tokens that have become whatever it says. */

typedef struct { PyObject_HEAD Vocabulary vocabulary; } Remembering;

static PyObject *remembering_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "")) return NULL;
    Remembering *self = (Remembering *)type->tp_alloc(type, 0);
    if (self && new_vocabulary(&self->vocabulary)) { Py_DECREF(self); return PyErr_NoMemory(); }
    return (PyObject *)self;
}

static void remembering_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyMem_RawFree(((Remembering *)self)->vocabulary.memory);
    type->tp_free(self);
    Py_DECREF(type);
}

static int append_new(PyObject *list, PyObject *item)     /* which is not needed any more */
{
    int failed = !item || PyList_Append(list, item);
    Py_XDECREF(item);
    return failed;
}

static PyObject *remembering_look_up(PyObject *self, PyObject *text)
{
    const Vocabulary *v = &((Remembering *)self)->vocabulary;
    if (!PyUnicode_Check(text)) return refused(text);
    Py_ssize_t n = PyUnicode_GET_LENGTH(text), p = 0; int width = PyUnicode_KIND(text), known = 0;
    const void *s = PyUnicode_DATA(text); uint32_t stack[ON_STACK];
    Out out = { NULL, stack, width == 4 ? ON_STACK : 2 * ON_STACK, width == 4 ? 4 : 2, NULL, 0, { 0 } };
    Ahead ahead = { .n = 0, .at = 0 };
    PyObject *pieces = PyList_New(0);
    for (Py_ssize_t written = 0; pieces && !known; written = 0) {
        if (PyList_GET_SIZE(pieces) && p < n) {        /* the blank behind what was not known */
            Py_UCS4 c = PyUnicode_READ(width, s, p++);
            if (out.width == 2) *(Py_UCS2 *)out.data = (Py_UCS2)c; else *(Py_UCS4 *)out.data = c;
            written = 1;
        }
        while ((known = width == 1 ? known_part_1(v, &ahead, s, n, &p, &out, &written)
                      : width == 2 ? known_part_2(v, &ahead, s, n, &p, &out, &written)
                      : known_part_4(v, &ahead, s, n, &p, &out, &written)) && p < n)
            if (grow(&out, written, n - p)) { Py_CLEAR(pieces); PyErr_NoMemory(); break; }
        if (!pieces || append_new(pieces, PyUnicode_FromKindAndData(out.width, out.data, written))) { Py_CLEAR(pieces); break; }
        if (known) break;
        Py_ssize_t start = p;
        while (p < n && !IS_BLANK(PyUnicode_READ(width, s, p))) p++;
        if (append_new(pieces, PyUnicode_Substring(text, start, p))) Py_CLEAR(pieces);
    }
    if (out.owned) PyMem_RawFree(out.data);
    return pieces;
}

static PyObject *remembering_add(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    if (n != 2 || !PyList_Check(args[0]) || !PyList_Check(args[1]) || PyList_GET_SIZE(args[0]) != PyList_GET_SIZE(args[1]))
        return PyErr_Format(PyExc_TypeError, "add([token, ...], [result, ...])");
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(args[0]); i++) {
        PyObject *token = PyList_GET_ITEM(args[0], i), *result = PyList_GET_ITEM(args[1], i);
        uint16_t chars[LONGER + 1], written[LONGER];
        if (!PyUnicode_Check(token) || !PyUnicode_Check(result)) return refused(PyUnicode_Check(token) ? result : token);
        Py_ssize_t length = PyUnicode_GET_LENGTH(token), becomes = PyUnicode_GET_LENGTH(result);
        if (!take_token(token, 0, length, chars) || !take_token(result, 0, becomes, written)) continue;
        add_to_vocabulary(&((Remembering *)self)->vocabulary, chars, length, written, becomes, NO_GUARDS);
    }
    Py_RETURN_NONE;
}

static PyMethodDef remembering_methods[] = {
    { "look_up", remembering_look_up, METH_O,
      "look_up(text): what known tokens became, with the blanks between them, and the tokens that are not known, by turns" },
    { "add", (PyCFunction)(void (*)(void))remembering_add, METH_FASTCALL, "add(tokens, results): what some tokens became" },
    { NULL, NULL, 0, NULL }
};
static PyType_Slot remembering_slots[] = {
    { Py_tp_new, remembering_new }, { Py_tp_dealloc, remembering_dealloc }, { Py_tp_methods, remembering_methods }, { 0, NULL }
};
static PyType_Spec vocabulary_spec = { "turkic_alphabet._kernel.Vocabulary", sizeof(Remembering), 0, Py_TPFLAGS_DEFAULT,
                                       remembering_slots };
