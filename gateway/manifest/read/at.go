package read

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"berth/gateway/manifest"
	"berth/shared/clip"
	"berth/shared/phrase"
)

// MaxDeclared is how many parts of a kind a file may declare: volumes, configs, secrets, services, rules.
const MaxDeclared = 64

// DefaultTempMiB is the size of a temporary folder of which the file says none.
const DefaultTempMiB = 64

// At is a part of a file under a reader's eye.
type At struct {
	R *Reader
	N *Node
	manifest.Place
}

// At is a part of the file, with the path that leads to it.
func (r *Reader) At(n *Node, path string) At {
	return At{r, n, manifest.Place{Path: path, Line: n.Line}}
}

// Where is the place, with the name of the file where that is another one than what was brought.
func (a At) Where() manifest.Place {
	if a.N == nil || a.N.File == "" {
		return a.Place
	}
	return manifest.Place{Path: a.N.File + ": " + a.Path, Line: a.Line}
}

// Flaw says that this cannot be had, and what to write instead.
func (a At) Flaw(remedy phrase.Form, args ...any) { a.R.Flaw(a.Where(), remedy, args...) }

// Cannot says that nothing that is rented could have this.
func (a At) Cannot(remedy phrase.Form, args ...any) { a.R.cannot(a.Where(), remedy, args...) }

// Note says that this makes no difference here, and why.
func (a At) Note(why phrase.Form, args ...any) { a.R.Note(a.Where(), why, args...) }

// Fill puts the values of variables into a text, where the format has variables.
func (a At) Fill() {
	if !a.R.filling || a.N.Kind != Scalar || a.N.Filled {
		return
	}
	if a.N.Filled = true; a.N.Null() || !strings.Contains(a.N.Text, "$") {
		return
	}
	text, hidden := a.Expand(a.N.Text)
	a.N.Text, a.N.Hidden = text, hidden
	a.N.retag()
}

// To is the part under a key, or a itself where there is none.
func (a At) To(key string) At {
	if n := a.N.Get(key); n != nil {
		return At{a.R, n, manifest.Place{Path: manifest.Join(a.Path, key), Line: n.Line}}
	}
	return a
}

// Lacks reports whether there is nothing under a key.
func (a At) Lacks(key string) bool {
	n := a.N.Get(key)
	return n == nil || n.Null()
}

// Item is the part with an index, or a itself where there is none.
func (a At) Item(i int) At {
	if a.N.Kind == List && i < len(a.N.Items) {
		return At{a.R, a.N.Items[i], manifest.Place{Path: manifest.Join(a.Path, i), Line: a.N.Items[i].Line}}
	}
	return a
}

// Fields are what a map may have: the list of what is taken, and of what is known and is not.
type Fields map[string]func(At)

// Read gives each entry of a map to whom it is for. What nobody knows is a flaw, nothing (null) is passed over.
func (a At) Read(f Fields) {
	if a.N.Kind != Dict {
		a.Flaw("this has to be a map of names to values")
		return
	}
	for i, k := range a.N.Keys {
		c := At{a.R, a.N.Items[i], manifest.Place{Path: manifest.Join(a.Path, k), Line: a.N.Items[i].Line}}
		take, known := f[k]
		switch {
		case known && c.N.Null():
		case known:
			take(c)
		case strings.HasPrefix(k, "x-") && f["x-"] != nil:
			f["x-"](c)
		case f["*"] != nil:
			f["*"](c)
		default:
			if meant := nearest(k, f); meant != "" {
				c.Flaw("it is not known here; write %s, or leave it out", meant)
				continue
			}
			c.Flaw("it is not known here; leave it out")
		}
	}
}

// nearest is the field that somebody may have meant, by one slip of the finger or another case; empty: none.
func nearest(key string, f Fields) string {
	if len(key) < 4 || len(key) > 40 {
		return ""
	}
	for _, k := range SortedKeys(f) {
		if len(k) >= 4 && k != "x-" && slip(strings.ToLower(key), strings.ToLower(k)) {
			return k
		}
	}
	return ""
}

// slip reports whether two words differ in no more than one letter that is another, too many or missing, or in two that are the wrong way round.
func slip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case i == len(a):
		return true
	case len(a) < len(b):
		return a[i:] == b[i+1:]
	case a[i+1:] == b[i+1:]:
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// Ignore is for what makes no difference here.
func Ignore(why phrase.Form) func(At) { return func(a At) { a.Note(why) } }

// Refuse is for what cannot be had. A list with nothing in it asks for nothing.
func Refuse(remedy phrase.Form) func(At) {
	return func(a At) {
		if a.N.Kind != List || len(a.N.Items) > 0 {
			a.Flaw(remedy)
		}
	}
}

// Deny is for what nothing that is rented can have.
func Deny(remedy phrase.Form) func(At) { return func(a At) { a.Cannot(remedy) } }

// Denied is for what nothing that is rented can have, but with some values.
func Denied(remedy phrase.Form, values ...string) func(At) {
	return func(a At) {
		if a.Fill(); a.N.Kind != Scalar && len(a.N.Items) == 0 {
			return
		}
		if a.N.Kind != Scalar || !slices.Contains(values, a.N.Text) {
			a.Cannot(remedy)
		}
	}
}

// Only is for what makes no difference with some values, and cannot be had with others.
func Only(remedy phrase.Form, values ...string) func(At) {
	return func(a At) {
		a.Fill()
		if a.N.Kind != Scalar || !slices.Contains(values, a.N.Text) {
			a.Flaw(remedy)
		}
	}
}

// Quiet is for what is as said anyway.
func Quiet(At) {}

// Each gives the entries of a map.
func (a At) Each(f func(key string, c At)) {
	if a.N.Kind != Dict {
		a.Flaw("this has to be a map of names to values")
		return
	}
	for i, k := range a.N.Keys {
		f(k, At{a.R, a.N.Items[i], manifest.Place{Path: manifest.Join(a.Path, k), Line: a.N.Items[i].Line}})
	}
}

// All gives the elements of a list, of at most so many.
func (a At) All(most int, f func(i int, c At)) {
	if a.N.Kind != List {
		a.Flaw("this has to be a list")
		return
	}
	if len(a.N.Items) > most {
		a.Flaw("at most %d of them", most)
		return
	}
	for i := range a.N.Items {
		f(i, a.Item(i))
	}
}

// Text is a scalar's.
func (a At) Text() string {
	a.Fill()
	if a.N.Kind != Scalar || a.N.Null() {
		a.Flaw("this has to be text")
		return ""
	}
	return a.N.Text
}

// Texts are those of a list.
func (a At) Texts(most int) []string {
	var all []string
	a.All(most, func(_ int, c At) { all = append(all, c.Text()) })
	return all
}

// Number is a whole one between two others.
func (a At) Number(least, most int64) int64 {
	a.Fill()
	if a.N.Kind == Scalar {
		if i, err := strconv.ParseInt(a.N.Text, 10, 64); err == nil && i >= least && i <= most {
			return i
		}
	}
	a.Flaw("a whole number from %d to %d", least, most)
	return least
}

// Flag is true or false. Where variables stand for values it may be in quotes, as Compose has it.
func (a At) Flag() bool {
	a.Fill()
	quoted := a.R.filling && (strings.EqualFold(a.N.Text, "true") || strings.EqualFold(a.N.Text, "false"))
	if a.N.Kind != Scalar || a.N.Tag != "!!bool" && !quoted {
		a.Flaw("true or false")
		return false
	}
	return strings.EqualFold(a.N.Text, "true")
}

// Image is the reference of one.
func (a At) Image() string {
	s := a.Text()
	if manifest.ValidImage(s) {
		return s
	}
	switch bare := strings.TrimSpace(s); {
	case strings.Contains(s, "://"):
		a.Flaw("an image reference such as ghcr.io/owner/name:1.2, without the address's beginning")
	case bare != s:
		a.Flaw("an image reference such as ghcr.io/owner/name:1.2, without blanks around it")
	case s != strings.ToLower(s) && manifest.ValidImage(strings.ToLower(s)):
		a.Flaw("an image reference such as ghcr.io/owner/name:1.2, in lower case")
	default:
		a.Flaw("an image reference such as ghcr.io/owner/name:1.2")
	}
	return NoImage
}

// NoImage stands for one that is missing or wrong, of which enough is said.
const NoImage = "missing"

// Port is the number of one.
func (a At) Port() int { return int(a.Number(1, 65535)) }

// Folder is the path at which a volume may be.
func (a At) Folder() string {
	s := a.Text()
	if s = CleanPath(s); !manifest.ValidPath(s) {
		a.Flaw("an absolute path such as /data, outside /proc, /sys and /dev")
	}
	return s
}

// CleanPath is a path without slashes at its end.
func CleanPath(s string) string {
	if len(s) > 1 {
		return strings.TrimRight(s, "/")
	}
	return s
}

// tooMuch is said of a number that is one, and larger than anything that can be had.
const tooMuch phrase.Form = "%s is more than any node has; write less"

// TooMuch says that a number is larger than anything that can be had.
func (a At) TooMuch(number string) { a.Flaw(tooMuch, clip.Dots(number, 40)) }

// Huge reports whether a quantity is one, and larger than what its field can hold. Others may be misspelled.
func Huge(s string) bool {
	return quantityForm.MatchString(s) || vast.MatchString(s)
}

// vast is a whole number of so many digits that no quantity has them.
var vast = regexp.MustCompile(`^[0-9]{19,}(\.[0-9]*)?[A-Za-z]{0,2}$`)

// CPU reads cores: 0.5, 2 or 500m.
func (a At) CPU() uint32 {
	a.Fill()
	if a.N.Kind == Scalar {
		if n, ok := Quantity(a.N.Text, 1000); ok && n > 0 && n <= 1<<31 {
			return uint32(n)
		}
	}
	a.wrong("cores such as 2, 0.5 or 500m")
	return 0
}

// Mebibytes reads a size such as 512Mi.
func (a At) Mebibytes() uint32 {
	a.Fill()
	if a.N.Kind == Scalar {
		if n, ok := Quantity(a.N.Text, 1); ok && n > 0 && (n-1)>>20 < 1<<31 {
			return uint32((n-1)>>20 + 1)
		}
	}
	a.wrong("a size such as 512Mi or 2Gi")
	return 0
}

// wrong says what a quantity is like, or that it is too large a one. Zero is neither.
func (a At) wrong(like phrase.Form) {
	if n, fits := Quantity(a.N.Text, 1); a.N.Kind == Scalar && Huge(a.N.Text) && (!fits || n > 0) {
		a.TooMuch(a.N.Text)
		return
	}
	a.Flaw(like)
}

// Env takes a variable in, after a look at its name.
func (a At) Env(s *manifest.Service, name, value string, secret bool) {
	if len(name) > manifest.MaxEnvName || !manifest.EnvName.MatchString(name) {
		a.Flaw("a variable's name is letters, digits, _, - and dots, not beginning with a digit")
		return
	}
	if secret {
		s.SetSecretEnv(name, value)
		return
	}
	s.SetEnv(name, value)
}

// rootedCapabilities are those of what runs as root: they count within its own user namespace only.
var rootedCapabilities = []string{"CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "NET_BIND_SERVICE"}

// Capabilities reads those that a process asks for beyond what it has.
func (a At) Capabilities() {
	a.All(64, func(_ int, a At) {
		name := strings.TrimPrefix(strings.ToUpper(a.Text()), "CAP_")
		if slices.Contains(rootedCapabilities, name) {
			a.Note("whatever runs as root has it")
			return
		}
		a.Cannot("the capability %s is over the machine and cannot be had; leave it out", manifest.Brief(name))
	})
}

// Words are a list, or one word alone.
func (a At) Words() []string {
	if a.N.Kind == Scalar {
		return []string{a.Text()}
	}
	return a.Texts(manifest.MaxArgs)
}

// Mode are permission bits.
func (a At) Mode() int32 {
	if a.N.Kind == Scalar {
		if n, err := strconv.ParseInt(a.N.Text, 0, 32); err == nil && n >= 0 && n <= 0o777 {
			return int32(n)
		}
	}
	a.Flaw("permission bits such as 0644")
	return 0
}
