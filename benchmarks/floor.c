/* What no converter can beat: a table of one character for one, and a bare copy, from str to new str. */
#include <Python.h>
#include <stdint.h>
#include <string.h>

PyObject *one_to_one(PyObject *text, const uint16_t *table)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(text);
    PyObject *result = PyUnicode_New(n, 0xFFFF);
    if (!result) return NULL;
    const Py_UCS2 *s = PyUnicode_2BYTE_DATA(text);
    Py_UCS2 *d = PyUnicode_2BYTE_DATA(result);
    for (Py_ssize_t i = 0; i < n; i++) d[i] = table[s[i]];
    return result;
}

PyObject *copy(PyObject *text)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(text);
    PyObject *result = PyUnicode_New(n, 0xFFFF);
    if (result) memcpy(PyUnicode_2BYTE_DATA(result), PyUnicode_2BYTE_DATA(text), (size_t)n * 2);
    return result;
}
