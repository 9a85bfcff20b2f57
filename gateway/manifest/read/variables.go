package read

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/vars"
)

// Variables are those of a file, found out as its parts are read: what nobody reads needs no values.
type Variables struct {
	r        *Reader
	Given    map[string]string                // values that came along
	Usual    map[string]string                // what Compose, or whoever the file is written for, has of itself
	More     func(name string) (string, bool) // values from elsewhere; nil: there are none
	expander vars.Expander
	made     map[string][2]string // how a value is made for a name, and what it is, beside Coolify's
	all      []manifest.Variable
	index    map[string]int
	lacking  map[string]At // where a value is missing first

	here    At   // what is being filled
	touched bool // by a secret
}

// maxVariables is how many of them are listed.
const maxVariables = 256

// WithVariables makes room for variables. within: they stand in texts.
func (r *Reader) WithVariables(within bool) *Variables {
	v := &Variables{r: r, Given: map[string]string{}, index: map[string]int{}, lacking: map[string]At{}}
	v.Usual, v.made = map[string]string{}, map[string][2]string{}
	v.expander = vars.Expander{Value: v.value, Used: v.used}
	if text, ok := r.Bundle.Files[".env"]; ok {
		pairs, err := vars.ReadFile(string(text), r.Bundle.value)
		if err != nil {
			r.Flaw(manifest.Place{Path: ".env"}, "%s", err)
		}
		for _, p := range pairs {
			if p.Set {
				v.Given[p.Name] = p.Value
			}
		}
	}
	for name, value := range r.Bundle.Values {
		v.Given[name] = value
	}
	r.Variables, r.filling = v, within
	return v
}

func (b Bundle) value(name string) (string, bool) {
	v, ok := b.Values[name]
	return v, ok
}

func (v *Variables) value(name string) (string, bool) {
	if value, ok := v.Given[name]; ok {
		v.Touch(name)
		return value, true
	}
	if value, ok := v.Usual[name]; ok || v.More == nil {
		return value, ok
	}
	return v.More(name)
}

// At says where the values that are asked for next are wanted.
func (v *Variables) At(a At) { v.here, v.touched = a, false }

// Make says how a value can be made for a variable, empty: it cannot, and what it is.
func (v *Variables) Make(name, how, says string) { v.made[name] = [2]string{how, says} }

// Touch says that the value of a variable has gone into what is being filled.
func (v *Variables) Touch(name string) { v.touched = v.touched || v.secret(name) }

// Lack takes note of a variable at the place that is being filled, and gives what stands for its value.
func (v *Variables) Lack(name string, missing bool) string {
	v.Touch(name)
	return v.used(vars.Use{Name: name, Required: true, Missing: missing})
}

// generated is how a value can be made for a variable, and what it is.
func (v *Variables) generated(name string) (made, says string) {
	if m, ok := v.made[name]; ok {
		return m[0], m[1]
	}
	return generated(name)
}

func (v *Variables) secret(name string) bool {
	made, _ := v.generated(name)
	return SecretVariable(name) || isSecret(made)
}

// SecretVariable reports whether what a variable has is not to be seen.
func SecretVariable(name string) bool {
	made, _ := generated(name)
	return isSecret(made) || manifest.LooksSecret.MatchString(name)
}

func isSecret(made string) bool {
	word, _, _ := strings.Cut(made, " ")
	return word == manifest.MakePassword || word == manifest.MakeHex || word == manifest.MakeBase64
}

// used takes note of a variable at the place that is being filled, and gives what stands for it where it is missing: the
// rest of the file is read all the same.
func (v *Variables) used(u vars.Use) string {
	if _, usual := v.Usual[u.Name]; usual {
		if _, given := v.Given[u.Name]; !given {
			return ""
		}
	}
	i, known := v.index[u.Name]
	if !known {
		if len(v.all) == maxVariables {
			v.here.Flaw("at most %d variables in a file", maxVariables)
			return placeholder(v.here.Path)
		}
		i = len(v.all)
		v.index[u.Name] = i
		_, given := v.Given[u.Name]
		made, says := v.generated(u.Name)
		v.all = append(v.all, manifest.Variable{Name: u.Name, Given: given, Secret: v.secret(u.Name), Generate: made, Says: says, Line: v.here.Line})
	}
	x := &v.all[i]
	if x.Line > v.here.Line && v.here.N.File == "" {
		x.Line = v.here.Line
	}
	if x.Default == "" && len(u.Default) <= 1024 {
		x.Default = u.Default
	}
	x.Required = x.Required || u.Missing
	if x.Says == "" && len(u.Says) <= 1024 {
		x.Says = u.Says
	}
	if u.Missing {
		if first, ok := v.lacking[u.Name]; !ok || v.here.Line < first.Line && first.N.File == "" {
			v.lacking[u.Name] = v.here
		}
	}
	return placeholder(v.here.Path)
}

// Ask gives the value of a variable that a place takes whole. says is for who leaves it out, empty: nothing.
func (v *Variables) Ask(a At, name, says string) (value string, hidden bool) {
	v.here, v.touched = a, false
	value, ok := v.value(name)
	if instead := v.used(vars.Use{Name: name, Required: true, Says: says, Missing: !ok}); !ok {
		value = instead
	}
	return value, v.touched || v.secret(name)
}

// Expand replaces the variables of a text that stands at a place.
func (a At) Expand(text string) (value string, hidden bool) {
	v := a.R.Variables
	v.here, v.touched = a, false
	value, err := v.expander.Expand(text)
	if err != nil {
		a.Flaw("%s", err)
		return placeholder(a.Path), false
	}
	if strings.ContainsRune(value, 0) {
		a.Flaw("no zero bytes")
	}
	return value, v.touched
}

// Lookup replaces the variables of a text that only helps to read another one: what is missing there is no matter.
func (a At) Lookup(text string, missing func(name string) string) string {
	v := a.R.Variables
	used := v.expander.Used
	v.expander.Used = func(u vars.Use) string { return missing(u.Name) }
	defer func() { v.expander.Used = used }()
	value, err := v.expander.Expand(text)
	if err != nil {
		return ""
	}
	return value
}

// Tell says of each variable that lacks its value so, once.
func (v *Variables) Tell() {
	if v == nil {
		return
	}
	for name, a := range v.lacking {
		x := v.all[v.index[name]]
		switch {
		case x.Generate != "":
			a.Flaw("%s has no value yet: it is %s", manifest.Brief(name), x.Says)
		case x.Says != "" && v.r.filling:
			a.Flaw("%s has no value yet; its file says: %s", manifest.Brief(name), manifest.Brief(x.Says))
		case x.Says != "":
			a.Flaw("%s has no value yet; give it one, %s", manifest.Brief(name), x.Says)
		case !v.r.filling:
			a.Flaw("%s has no value yet; give it one, or write it here", manifest.Brief(name))
		default:
			a.Flaw("%s has no value yet; give it one, or write ${%s:-value}", manifest.Brief(name), manifest.Brief(name))
		}
	}
}

// List are the variables in the file's order.
func (v *Variables) List() []manifest.Variable {
	if v == nil || len(v.all) == 0 {
		return nil
	}
	slices.SortStableFunc(v.all, func(a, b manifest.Variable) int { return cmp.Compare(a.Line, b.Line) })
	return v.all
}

// placeholder is what stands for a value while the rest of a file is read: of a kind that fits its place.
func placeholder(path string) string {
	field, _, _ := strings.Cut(path[strings.LastIndexByte(path, '.')+1:], "[")
	switch field {
	case "ports", "expose", "target", "port":
		return "8080"
	case "volumes", "source", "env_file", "path", "tmpfs", "working_dir":
		return "/value"
	case "mem_limit", "memory", "shm_size", "size", "mem_reservation":
		return "64M"
	case "cpus", "replicas", "scale", "retries", "count", "mode":
		return "1"
	case "read_only", "init", "disable", "nocopy", "privileged", "required":
		return "false"
	case "interval", "timeout", "start_period", "stop_grace_period":
		return "30s"
	case "user":
		return "1000"
	case "restart", "condition":
		return "always"
	}
	return "value"
}

// Magic are the names that Coolify gives values to: what kind of value, how long, of which service.
var Magic = regexp.MustCompile(`^SERVICE_(FQDN|URL|NAME|USER|LOWERCASEUSER|PASSWORD|PASSWORDWITHSYMBOLS|HEX|BASE64|REALBASE64)_(?:(32|64|128)_)?([A-Za-z0-9_-]+)$`)

// generated is how a value can be made for one of Coolify's variables (https://coolify.io/docs/knowledge-base/docker/compose),
// and what it is, in words.
func generated(name string) (made, says string) {
	m := Magic.FindStringSubmatch(name)
	if m == nil {
		return "", ""
	}
	size := func(usual string) string { return cmp.Or(m[2], usual) }
	of, _ := PortBehind(m[3])
	switch m[1] {
	case "FQDN", "URL":
		word, what := manifest.MakeHost, "the host name at which "
		if m[1] == "URL" {
			word, what = manifest.MakeURL, "the address at which "
		}
		of = strings.ReplaceAll(strings.ToLower(of), "_", "-")
		return word + " " + of, what + of + " is opened"
	case "NAME":
		return "", ""
	case "USER", "LOWERCASEUSER":
		return manifest.MakeUser + " 16", "a user's name, 16 letters"
	case "PASSWORD", "PASSWORDWITHSYMBOLS":
		n := size("32")
		return manifest.MakePassword + " " + n, "a password of " + n + " letters and digits"
	case "HEX":
		n := size("32")
		return manifest.MakeHex + " " + n, n + " random bytes in hexadecimal"
	}
	n := size("32")
	return manifest.MakeBase64 + " " + n, n + " random bytes in base64"
}

// PortBehind parts the port from a name such as N8N_5678.
func PortBehind(name string) (rest, port string) {
	if i := strings.LastIndexByte(name, '_'); i > 0 && strings.Trim(name[i+1:], "0123456789") == "" && i+1 < len(name) {
		return name[:i], name[i+1:]
	}
	return name, ""
}
