/* A gem that must be compiled: TvgenNative.answer tells that it was. */
#include <ruby.h>

static VALUE answer(VALUE self)
{
  return rb_str_new_cstr("compiled");
}

void Init_tvgen_native(void)
{
  rb_define_singleton_method(rb_define_module("TvgenNative"), "answer", answer, 0);
}
