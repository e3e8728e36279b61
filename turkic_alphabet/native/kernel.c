/* The C kernel: runs a program (see program.py) over a text. It knows no language and no rule.

   Most characters become one other whatever stands around them: the loop in run.h looks each up in `fast`, a table of the Basic
   Multilingual Plane, and writes it. A character that needs more (a digraph may begin here, a condition must be asked, a mark
   joins) is COMPLEX there: step() takes one unit by the rules and the loop goes on. Where many characters need a step, a
   transducer learns from the steps what they give, and whole tokens are remembered.

   step() reads through read_at() whatever the width of the str; only the loops exist once per width. Nothing here calls Python
   while a text is converted, so the interpreter lock can be given up, and a kernel has no state that changes but what it has
   learned. The files are parts of one unit for the compiler, each with one idea, in the order of their use. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "intrinsics.h"
#include "program.h"
#include "graphemes.h"
#include "trie.h"
#include "neighbours.h"
#include "words.h"
#include "rules.h"
#include "guards.h"
#include "steps.h"
#include "vocabulary.h"
#include "transducer.h"
#include "learning.h"
#include "results.h"
#include "quick_steps.h"

#define SRC Py_UCS1
#define DST Py_UCS2
#define OF_WIDTH(name) name##_1
#include "tokens.h"
#include "known.h"
#include "run.h"
#undef SRC
#undef OF_WIDTH
#define SRC Py_UCS2
#define OF_WIDTH(name) name##_2
#include "tokens.h"
#include "known.h"
#include "run.h"
#undef SRC
#undef DST
#undef OF_WIDTH
#define SRC Py_UCS4
#define DST Py_UCS4
#define OF_WIDTH(name) name##_4
#include "tokens.h"
#include "known.h"
#include "run.h"

#include "texts.h"
#include "alignment.h"
#include "differing.h"
#include "places.h"
#include "set_up.h"
#include "remembering.h"

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
    for (int c = 0; c < 128; c++) k->open[c] = k->guarded[c] && c != '{' && k->plain[c] == 0;
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

static int add_type(PyObject *module, PyType_Spec *spec, const char *name)
{
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (!type) return -1;
    int failed = PyModule_AddObjectRef(module, name, type);
    Py_DECREF(type);
    return failed;
}
static int module_exec(PyObject *module)
{
    return add_type(module, &kernel_spec, "Kernel") || add_type(module, &vocabulary_spec, "Vocabulary") ? -1 : 0;
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
