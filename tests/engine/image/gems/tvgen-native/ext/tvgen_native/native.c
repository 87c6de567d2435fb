/* A native extension: TvgenNative.status works only if it was compiled. */
#include <ruby.h>

static VALUE status(VALUE self)
{
  return rb_str_new_cstr("compiled");
}

void Init_tvgen_native(void)
{
  rb_define_singleton_method(rb_define_module("TvgenNative"), "status", status, 0);
}
