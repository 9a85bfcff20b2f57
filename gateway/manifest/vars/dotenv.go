package vars

import (
	"fmt"
	"strings"
)

// Pair is a variable of a file.
type Pair struct {
	Name, Value string
	Set         bool // the file has a value for it; without one it is taken from elsewhere
}

// maxPairs is how many variables a file may have.
const maxPairs = 512

// ReadFile reads a file of NAME=value lines (.env): quotes, comments and "export" as in a shell, variables in what is not
// in single quotes. outside gives the values of variables that the file does not have.
func ReadFile(text string, outside func(name string) (string, bool)) ([]Pair, error) {
	var all []Pair
	values := map[string]string{}
	e := &Expander{
		Value: func(name string) (string, bool) {
			if v, ok := outside(name); ok {
				return v, true
			}
			v, ok := values[name]
			return v, ok
		},
		Used: func(Use) string { return "" },
	}
	rest := strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff")
	for line := 1; rest != ""; {
		var first string
		first, after, _ := strings.Cut(rest, "\n")
		head := strings.TrimSpace(first)
		if head == "" || head[0] == '#' {
			rest, line = after, line+1
			continue
		}
		if len(all) == maxPairs {
			return nil, fmt.Errorf("line %d: at most %d variables in a file", line, maxPairs)
		}
		name, value, set := strings.Cut(head, "=")
		if !set {
			if name, value, set = strings.Cut(head, ": "); !set {
				name = strings.TrimSuffix(strings.TrimSpace(strings.SplitN(head, " #", 2)[0]), ":")
			}
		}
		name = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), "export "))
		if name == "" || strings.ContainsAny(name, " \t\"'$") {
			return nil, fmt.Errorf("line %d: NAME=value, not %.40q", line, head)
		}
		p := Pair{Name: name, Set: set}
		used := 1
		if value = strings.TrimLeft(value, " \t"); set && value != "" {
			quote := value[0]
			var err error
			switch quote {
			case '\'', '"':
				// A quoted value may go over lines.
				from := rest[strings.Index(rest, value):]
				end := quoted(from, quote)
				if end < 0 {
					return nil, fmt.Errorf("line %d: the quote does not close", line)
				}
				p.Value, used = from[1:end], 1+strings.Count(from[:end], "\n")
				_, after, _ = strings.Cut(from[end:], "\n")
				if quote == '"' {
					p.Value, err = e.Expand(escapes.Replace(p.Value))
				} else {
					p.Value = strings.ReplaceAll(p.Value, `\'`, `'`)
				}
			default:
				if i := strings.Index(value, " #"); i >= 0 {
					value = value[:i]
				}
				p.Value, err = e.Expand(strings.TrimSpace(value))
			}
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
		}
		if !set {
			p.Value, p.Set = outside(name)
		}
		values[name] = p.Value
		all = append(all, p)
		rest, line = after, line+used
	}
	return all, nil
}

var escapes = strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\n`, "\n", `\r`, "\r", `\t`, "\t", `\$`, "$$")

// quoted is where the quote closes with which s begins, -1 if it does not.
func quoted(s string, quote byte) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case quote:
			return i
		}
	}
	return -1
}
