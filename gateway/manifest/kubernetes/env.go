package kubernetes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// maxExpansions is how many variables there may be in one value.
const maxExpansions = 32

// variable reads one of a container's.
func (c *cluster) variable(w *workload, x *container, a read.At) {
	v := variable{at: a}
	from := false
	a.Read(read.Fields{
		"name": func(a read.At) { v.name = a.Text() }, "value": func(a read.At) { v.value = a.Text() },
		"valueFrom": func(a read.At) {
			from = true
			ref := func(secret bool) func(read.At) {
				return func(a read.At) {
					name, key, optional := "", "", false
					a.Read(read.Fields{"name": func(a read.At) { name = a.Text() }, "key": func(a read.At) { key = a.Text() }, "optional": func(a read.At) { optional = a.Flag() }})
					x.late = append(x.late, func() {
						value, ok := c.bags(secret)[name].value(key)
						switch {
						case ok:
						case optional:
							return
						case secret && c.secrets[name] == nil:
							// It is meant to be made beside the file.
							value, _ = c.r.Variables.Ask(a, strings.ToUpper(strings.NewReplacer("-", "_", ".", "_").Replace(name+"_"+key)),
								"or bring the Secret "+manifest.Brief(name)+" in the same file, with the key "+manifest.Brief(key))
						default:
							a.Flaw("there is no %s %s with the key %s in this file", bagKind(secret), manifest.Brief(name), manifest.Brief(key))
						}
						x.vars = append(x.vars, variable{at: v.at, name: v.name, value: value, secret: secret, raw: true})
					})
				}
			}
			a.Read(read.Fields{
				"configMapKeyRef": ref(false), "secretKeyRef": ref(true),
				"fieldRef": func(a read.At) {
					x.vars = append(x.vars, variable{at: v.at, name: v.name, value: field(a, w), raw: true})
				},
				"resourceFieldRef": func(a read.At) { c.resource(x, v.at, &v.name, a) },
				"fileKeyRef":       read.Refuse("write a value"),
			})
		},
	})
	if !from {
		x.late = append(x.late, func() { x.vars = append(x.vars, v) })
	}
}

// field is what a pod may know of itself.
func field(a read.At, w *workload) (value string) {
	a.Read(read.Fields{"apiVersion": read.Quiet, "fieldPath": func(a read.At) {
		switch p := a.Text(); p {
		case "metadata.name":
			value = w.Name
			a.Note("it is %s, the same in all replicas", manifest.Brief(w.Name))
		case "metadata.namespace":
			value = "default"
			a.Note("it is default: the order has a namespace of its own")
		default:
			key, labelled := strings.CutPrefix(p, "metadata.labels['")
			var known bool
			if value, known = w.labels[strings.TrimSuffix(key, "']")]; !labelled || !known {
				a.Flaw("write a value; of itself a service knows metadata.name, metadata.namespace and its labels")
			}
		}
	}})
	return value
}

// resource makes a variable of what its container may use, once all of the container is read.
func (c *cluster) resource(x *container, at read.At, name *string, a read.At) {
	what, container, divisor := "", "", uint64(1000)
	a.Read(read.Fields{
		"resource": func(a read.At) { what = a.Text() }, "containerName": func(a read.At) { container = a.Text() },
		"divisor": func(a read.At) {
			n, ok := read.Quantity(a.Text(), 1000)
			if !ok {
				a.Flaw("a quantity such as 1, 1m or 1Mi")
			}
			divisor = max(n, 1)
			if n == 0 { // as if there was none
				divisor = 1000
			}
		},
	})
	x.late = append(x.late, func() {
		bound, key, _ := strings.Cut(what, ".")
		has, other := x.at.N.Get("resources").Get(bound).Get(key), map[string]string{"limits": "requests", "requests": "limits"}[bound]
		if has == nil && other != "" { // what is asked for is what is given
			has = x.at.N.Get("resources").Get(other).Get(key)
		}
		if container != "" && container != x.Name || has == nil || has.Kind != read.Scalar {
			a.Flaw("write a value, or say beside it what the container has of %s", manifest.Brief(cmp.Or(key, "it")))
			return
		}
		if n, ok := read.Quantity(has.Text, 1000); ok { // else it is refused where it stands
			x.vars = append(x.vars, variable{at: at, name: *name, value: strconv.FormatUint((n+divisor-1)/divisor, 10), raw: true})
		}
	})
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
func (c *cluster) variables(x *container, a read.At) {
	prefix := ""
	ref := func(secret bool) func(read.At) {
		return func(a read.At) {
			optional := false
			a.Read(read.Fields{"optional": func(a read.At) { optional = a.Flag() }, "name": func(a read.At) {
				name := a.Text()
				x.late = append(x.late, func() {
					b := c.bags(secret)[name]
					if b == nil && optional {
						return
					}
					if b == nil {
						a.Flaw("there is no %s %s in this file", bagKind(secret), manifest.Brief(name))
						return
					}
					var all []variable
					for k, value := range b.data {
						if !manifest.EnvName.MatchString(prefix + k) {
							a.Note("%s cannot be a variable's name", manifest.Brief(prefix+k))
							continue
						}
						all = append(all, variable{at: a, name: prefix + k, value: value, secret: secret, raw: true})
					}
					slices.SortFunc(all, func(a, b variable) int { return strings.Compare(a.name, b.name) })
					x.vars = append(all, x.vars...)
				})
			}})
		}
	}
	a.Read(read.Fields{"prefix": func(a read.At) { prefix = a.Text() }, "configMapRef": ref(false), "secretRef": ref(true)})
}

// expand sets the variables, with $(NAME) replaced as the kubelet would.
func (c *cluster) expand(x *container) {
	secret := map[string]bool{}
	values := map[string]string{}
	size := 0
	for _, v := range x.vars {
		touched := v.secret
		if !v.raw {
			if strings.Count(v.value, "$(") > maxExpansions {
				v.at.Flaw("at most %d variables in one value", maxExpansions)
				return
			}
			v.value = expand(v.value, func(name string) (string, bool) {
				s, ok := values[name]
				touched = touched || ok && secret[name]
				return s, ok
			})
		}
		if size += len(v.value); size > 2*manifest.MaxEnvBytes {
			v.at.Flaw("at most %d bytes of variables in all", manifest.MaxEnvBytes)
			return
		}
		values[v.name], secret[v.name] = v.value, touched
		v.at.Env(&x.Service, v.name, v.value, touched)
	}
	for _, words := range [][]string{x.Command, x.Args} {
		for i, s := range words {
			if strings.Count(s, "$(") > maxExpansions {
				x.at.Flaw("at most %d variables in one argument", maxExpansions)
				return
			}
			words[i] = expand(s, func(name string) (string, bool) {
				v, ok := values[name]
				if _, hidden := x.SecretEnv[name]; hidden {
					x.at.Flaw("a secret would be seen among the arguments; let the program read the variable %s", manifest.Brief(name))
					return "", true
				}
				return v, ok
			})
			if size += len(words[i]); size > 4*manifest.MaxEnvBytes {
				x.at.Flaw("the arguments are too long")
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
