// Package phrase has sentences that a gateway says in plain English, in a form that a page can say them in another language: the
// English itself is the key, as in GNU gettext, and the figures come apart from it.
package phrase

import (
	"fmt"
	"strconv"
	"strings"
)

// Form is a sentence in English, with a verb of package fmt for each figure: %s, %d, %q, or such as %[1]s. A figure may be a form itself.
type Form string

// Say fills a form in: the whole sentence, and the figures, each as it stands therein.
func (f Form) Say(figures ...any) (text string, args []string) {
	if len(figures) == 0 {
		return strings.ReplaceAll(string(f), "%%", "%"), nil
	}
	verbs := f.verbs()
	args = make([]string, len(figures))
	for i := range figures {
		verb := "%v"
		for _, v := range verbs {
			if v.figure == i {
				verb = "%" + string(v.verb)
			}
		}
		args[i] = fmt.Sprintf(verb, figures[i])
	}
	return fmt.Sprintf(string(f), figures...), args
}

// Text is a sentence that a Form was filled into. It travels as plain English, without its form: a Reader finds that in it again.
type Text string

// Text fills a form in. A figure that is a Text itself has the verb %v: no other figure is read as one.
func (f Form) Text(figures ...any) Text {
	text, _ := f.Say(figures...)
	return Text(text)
}

// Fill puts figures as Say gave them into a form, which may be another language's. A figure that is not there is left out.
func (f Form) Fill(args []string) string {
	var b strings.Builder
	from := 0
	for _, v := range f.verbs() {
		b.WriteString(strings.ReplaceAll(string(f[from:v.from]), "%%", "%"))
		if v.figure < len(args) {
			b.WriteString(args[v.figure])
		}
		from = v.to
	}
	b.WriteString(strings.ReplaceAll(string(f[from:]), "%%", "%"))
	return b.String()
}

// Figures is how many figures a form has.
func (f Form) Figures() int {
	most := 0
	for _, v := range f.verbs() {
		most = max(most, v.figure+1)
	}
	return most
}

// verb is where a figure stands in a form.
type verb struct {
	from, to int
	figure   int // from 0
	verb     byte
}

func (f Form) verbs() []verb {
	var all []verb
	next := 0
	for i := 0; i+1 < len(f); i++ {
		if f[i] != '%' {
			continue
		}
		if f[i+1] == '%' {
			i++
			continue
		}
		v := verb{from: i, figure: next}
		at := i + 1
		if f[at] == '[' {
			n, rest, ok := strings.Cut(string(f[at+1:]), "]")
			number, err := strconv.Atoi(n)
			if !ok || rest == "" || err != nil || number < 1 || number > 99 {
				continue
			}
			v.figure, at = number-1, at+len(n)+2
		}
		next = v.figure + 1
		v.verb, v.to = f[at], at+1
		all = append(all, v)
		i = at
	}
	return all
}
