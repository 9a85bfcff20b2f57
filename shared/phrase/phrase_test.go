package phrase

import (
	"slices"
	"testing"
)

func TestForm(t *testing.T) {
	for _, c := range []struct {
		form    Form
		figures []any
		text    string
		args    []string
		other   Form
		said    string
	}{
		{"100 %% of it", nil, "100 % of it", nil, "其中的 100%%", "其中的 100%"},
		{"the folder %s holds %d files", []any{"./a", 3}, "the folder ./a holds 3 files", []string{"./a", "3"}, "共 %[2]d 个文件，在文件夹 %[1]s 中", "共 3 个文件，在文件夹 ./a 中"},
		{"docker build -t %s . && docker push %[1]s", []any{"web"}, "docker build -t web . && docker push web", []string{"web"}, "先 %s", "先 web"},
		{"%q is not", []any{`a"b`}, `"a\"b" is not`, []string{`"a\"b"`}, "%q 不是", `"a\"b" 不是`},
		{"of %s", []any{"%d and %s"}, "of %d and %s", []string{"%d and %s"}, "%s 的", "%d and %s 的"},
	} {
		text, args := c.form.Say(c.figures...)
		if text != c.text || !slices.Equal(args, c.args) {
			t.Errorf("%q: got %q, %q, want %q, %q", c.form, text, args, c.text, c.args)
		}
		if got := c.other.Fill(args); got != c.said {
			t.Errorf("%q: got %q, want %q", c.other, got, c.said)
		}
		if c.form.Figures() != len(c.figures) {
			t.Errorf("%q has %d figures", c.form, c.form.Figures())
		}
	}
}

// FuzzFill: whatever a server sends is filled in without a panic, and what it fills in is not read as a form.
func FuzzFill(f *testing.F) {
	f.Add("%[1]s of %d%% %", "%s", "x")
	f.Add("%[", "", "")
	f.Add("%[99]s%[100]s%[x]d", "a", "b")
	f.Fuzz(func(t *testing.T, form, a, b string) {
		Form(form).Fill(nil)
		Form(form).Fill([]string{a, b})
		if got := Form("%s").Fill([]string{form}); got != form {
			t.Errorf("got %q of %q", got, form)
		}
	})
}
