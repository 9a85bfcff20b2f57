package manifest

import (
	"slices"
	"strings"
)

// variable reads one of a container's.
func (c *cluster) variable(w *workload, a at) {
	v := variable{at: a}
	from := false
	a.read(fields{
		"name": func(a at) { v.name = a.text() }, "value": func(a at) { v.value = a.text() },
		"valueFrom": func(a at) {
			from = true
			ref := func(secret bool) func(at) {
				return func(a at) {
					name, key := "", ""
					a.read(fields{"name": func(a at) { name = a.text() }, "key": func(a at) { key = a.text() }, "optional": quiet})
					w.late = append(w.late, func() {
						value, ok := c.bags(secret)[name].value(key)
						if !ok {
							a.flaw("there is no %s %s with the key %s in this file", bagKind(secret), brief(name), brief(key))
						}
						w.vars = append(w.vars, variable{at: v.at, name: v.name, value: value, secret: secret, raw: true})
					})
				}
			}
			a.read(fields{
				"configMapKeyRef": ref(false), "secretKeyRef": ref(true),
				"fieldRef": refuse("write a value; a service knows itself by its own name"), "resourceFieldRef": refuse("write a value"),
				"fileKeyRef": refuse("write a value"),
			})
		},
	})
	if !from {
		w.late = append(w.late, func() { w.vars = append(w.vars, v) })
	}
}

func bagKind(secret bool) string {
	if secret {
		return "Secret"
	}
	return "ConfigMap"
}

func (c *cluster) bags(secret bool) map[string]*bag {
	if secret {
		return c.secrets
	}
	return c.configs
}

func (b *bag) value(key string) (string, bool) {
	if b == nil {
		return "", false
	}
	s, ok := b.data[key]
	return s, ok
}

// variables takes all of a ConfigMap or Secret in. What a pod names itself wins, so these come first.
func (c *cluster) variables(w *workload, a at) {
	prefix := ""
	ref := func(secret bool) func(at) {
		return func(a at) {
			a.read(fields{"optional": quiet, "name": func(a at) {
				name := a.text()
				w.late = append(w.late, func() {
					b := c.bags(secret)[name]
					if b == nil {
						a.flaw("there is no %s %s in this file", bagKind(secret), brief(name))
						return
					}
					var all []variable
					for k, value := range b.data {
						if !envName.MatchString(prefix + k) {
							a.note("%s cannot be a variable's name", brief(prefix+k))
							continue
						}
						all = append(all, variable{at: a, name: prefix + k, value: value, secret: secret, raw: true})
					}
					slices.SortFunc(all, func(x, y variable) int { return strings.Compare(x.name, y.name) })
					w.vars = append(all, w.vars...)
				})
			}})
		}
	}
	a.read(fields{"prefix": func(a at) { prefix = a.text() }, "configMapRef": ref(false), "secretRef": ref(true)})
}

// expand sets the variables, with $(NAME) replaced as the kubelet would.
func (c *cluster) expand(w *workload) {
	secret := map[string]bool{}
	values := map[string]string{}
	size := 0
	for _, v := range w.vars {
		touched := v.secret
		if !v.raw {
			if strings.Count(v.value, "$(") > maxVariables {
				v.at.flaw("at most %d variables in one value", maxVariables)
				return
			}
			v.value = expand(v.value, func(name string) (string, bool) {
				s, ok := values[name]
				touched = touched || ok && secret[name]
				return s, ok
			})
		}
		if size += len(v.value); size > 2*maxEnvBytes {
			v.at.flaw("at most %d bytes of variables in all", maxEnvBytes)
			return
		}
		values[v.name], secret[v.name] = v.value, touched
		v.at.env(&w.Service, v.name, v.value, touched)
	}
	for _, words := range [][]string{w.Command, w.Args} {
		for i, s := range words {
			if strings.Count(s, "$(") > maxVariables {
				w.pod.flaw("at most %d variables in one argument", maxVariables)
				return
			}
			words[i] = expand(s, func(name string) (string, bool) {
				v, ok := values[name]
				if _, hidden := w.SecretEnv[name]; hidden {
					w.pod.flaw("a secret would be seen among the arguments; let the program read the variable %s", brief(name))
					return "", true
				}
				return v, ok
			})
			if size += len(words[i]); size > 4*maxEnvBytes {
				w.pod.flaw("the arguments are too long")
				return
			}
		}
	}
}

// expand replaces $(NAME); $$ stands for $, and what is not known stays.
func expand(s string, value func(string) (string, bool)) string {
	var out strings.Builder
	for {
		i := strings.IndexByte(s, '$')
		if i < 0 || i+1 == len(s) {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexByte(s, ')')
		switch {
		case s[1] == '$':
			out.WriteByte('$')
			s = s[2:]
		case s[1] == '(' && end > 0:
			if v, ok := value(s[2:end]); ok {
				out.WriteString(v)
			} else {
				out.WriteString(s[:end+1])
			}
			s = s[end+1:]
		default:
			out.WriteByte('$')
			s = s[1:]
		}
	}
}
