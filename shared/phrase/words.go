package phrase

import "strings"

// Words are forms in another language.
type Words map[Form]Form

// Bounds of a text that is read, since whoever serves a page may have made it for being long in reading.
const (
	deepest = 8    // texts that stand in one another: the longest that a gateway says has four
	mostIn  = 60   // texts that are looked for in it, in all the ways to take it apart
	longest = 4096 // bytes
)

// Reader reads texts in Words. The zero Reader leaves all as it is. It is safe for concurrent use.
type Reader struct {
	whole map[string]string // what is said without figures
	forms []readable
}

// readable is a form taken apart.
type readable struct {
	form, in Form
	own      []string // the form's own words, before, between and after the figures
	verbs    []verb
	figures  int
}

// Reader makes a Reader of words.
func (w Words) Reader() *Reader {
	r := &Reader{whole: make(map[string]string, len(w))}
	for form, in := range w {
		verbs := form.verbs()
		if len(verbs) == 0 {
			r.whole[form.Fill(nil)] = in.Fill(nil)
			continue
		}
		f := readable{form: form, in: in, verbs: verbs, figures: form.Figures()}
		from := 0
		for _, v := range verbs {
			f.own = append(f.own, strings.ReplaceAll(string(form[from:v.from]), "%%", "%"))
			from = v.to
		}
		f.own = append(f.own, strings.ReplaceAll(string(form[from:]), "%%", "%"))
		r.forms = append(r.forms, f)
	}
	return r
}

// Read is a text in the reader's words, with the texts that stand in it. What none of the forms says stays as it is: it may be another's.
func (r *Reader) Read(t Text) string {
	if len(t) > longest {
		return string(t)
	}
	left := mostIn
	s, _ := r.read(string(t), deepest, &left)
	return s
}

// read tells how many bytes of the text forms have said, 0 where none says it. Of several forms it is that with which most is said. left
// is how many texts may yet be looked for.
func (r *Reader) read(text string, deep int, left *int) (string, int) {
	if said, ok := r.whole[text]; ok {
		return said, len(text)
	}
	if *left--; *left < 0 || deep == 0 {
		return text, 0
	}
	best, by, most := text, Form(""), 0
	for i := range r.forms {
		f := &r.forms[i]
		args, own, ok := f.find(text)
		if !ok {
			continue
		}
		all, said := true, own
		for _, v := range f.verbs {
			if v.verb == 'v' {
				is, n := r.read(args[v.figure], deep-1, left)
				args[v.figure], said, all = is, said+n, all && n > 0
			}
		}
		// A form that is hardly more than its figures says what consists of others' texts only where it does.
		if (own >= plenty || all && own > 0) && (said > most || said == most && f.form < by) {
			best, by, most = f.in.Fill(args), f.form, said
		}
	}
	return best, most
}

// plenty is how many letters of a form's own make it unlikely that a text has them by chance.
const plenty = 8

// find finds the figures in a text that the form was filled into, each as short as it can be, and how many bytes of the text are the form's own.
func (f *readable) find(text string) (args []string, said int, ok bool) {
	last := len(f.verbs)
	if !strings.HasPrefix(text, f.own[0]) || !strings.HasSuffix(text, f.own[last]) {
		return nil, 0, false
	}
	args = make([]string, f.figures)
	rest := text[len(f.own[0]):]
	said = len(f.own[0])
	for i := 1; i < last; i++ {
		own := f.own[i]
		if own == "" {
			return nil, 0, false // where one figure ends and the next begins nobody can tell
		}
		at := strings.Index(rest, own)
		if at < 0 {
			return nil, 0, false
		}
		args[f.verbs[i-1].figure] = rest[:at]
		said, rest = said+len(own), rest[at+len(own):]
	}
	end := f.own[last]
	if !strings.HasSuffix(rest, end) {
		return nil, 0, false
	}
	args[f.verbs[last-1].figure] = rest[:len(rest)-len(end)]
	for _, v := range f.verbs {
		if v.verb == 'd' && strings.Trim(args[v.figure], "0123456789") != "" {
			return nil, 0, false
		}
	}
	return args, said + len(end), true
}
