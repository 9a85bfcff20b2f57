package phrase

import "strings"

// Words are forms in another language.
type Words map[Form]Form

// deepest is how many texts may stand in one another: the longest that a gateway says has four.
const deepest = 8

// Read is a text in these words, with the texts that stand in it. What none of the forms says stays as it is: it may be another's.
func (w Words) Read(t Text) string {
	s, _ := w.read(string(t), deepest)
	return s
}

// read tells how many bytes of the text forms have said, 0 where none says it. Of several forms it is that with which most is said.
func (w Words) read(text string, deep int) (string, int) {
	if in, ok := w[Form(text)]; ok && in.Figures() == 0 {
		return in.Fill(nil), len(text)
	}
	best, by, most := text, Form(""), 0
	for form, in := range w {
		args, own, ok := form.find(text)
		if !ok || deep == 0 {
			continue
		}
		all, said := true, own
		for _, v := range form.verbs() {
			if v.verb == 'v' && v.figure < len(args) {
				is, n := w.read(args[v.figure], deep-1)
				args[v.figure], said, all = is, said+n, all && n > 0
			}
		}
		// A form that is hardly more than its figures says what consists of others' texts only where it does.
		if (own >= plenty || all && own > 0) && (said > most || said == most && form < by) {
			best, by, most = in.Fill(args), form, said
		}
	}
	return best, most
}

// plenty is how many letters of a form's own make it unlikely that a text has them by chance.
const plenty = 8

// find finds the figures in a text that the form was filled into, each as short as it can be, and how many bytes of the text are the form's own.
func (f Form) find(text string) (args []string, said int, ok bool) {
	verbs := f.verbs()
	args = make([]string, f.Figures())
	rest, from := text, 0
	for i, v := range verbs {
		own := strings.ReplaceAll(string(f[from:v.from]), "%%", "%")
		at := 0
		switch {
		case i == 0 && !strings.HasPrefix(rest, own):
			return nil, 0, false
		case i > 0 && own == "":
			return nil, 0, false // where one figure ends and the next begins nobody can tell
		case i > 0:
			if at = strings.Index(rest, own); at < 0 {
				return nil, 0, false
			}
			args[verbs[i-1].figure] = rest[:at]
		}
		said, rest, from = said+len(own), rest[at+len(own):], v.to
	}
	own := strings.ReplaceAll(string(f[from:]), "%%", "%")
	if len(verbs) == 0 || !strings.HasSuffix(rest, own) {
		return nil, 0, false
	}
	args[verbs[len(verbs)-1].figure] = rest[:len(rest)-len(own)]
	for _, v := range verbs {
		if v.verb == 'd' && strings.Trim(args[v.figure], "0123456789") != "" {
			return nil, 0, false
		}
	}
	return args, said + len(own), true
}
