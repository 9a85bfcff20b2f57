package pack

import "strings"

// The formats of files that are found.
const (
	Compose    = "compose"
	Kubernetes = "kubernetes"
	SDL        = "sdl"
)

// Guess is the format that a text plainly is in; "": it is not plain. Only the keys that begin a line are looked at: a
// parser of YAML would be larger than the rest of the page.
func Guess(text string) string {
	keys := map[string]bool{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		key, _, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		// JSON is YAML, too: its outermost keys are one step in.
		inner := strings.TrimLeft(key, " {\t")
		if key != inner && !(strings.HasPrefix(inner, `"`) && len(key)-len(inner) <= 4) {
			continue
		}
		keys[strings.Trim(inner, `"'`)] = true
	}
	switch {
	case keys["apiVersion"] && keys["kind"]:
		return Kubernetes
	case keys["services"] && (keys["deployment"] || keys["profiles"]):
		return SDL
	case keys["services"] && !keys["apiVersion"]:
		return Compose
	}
	return ""
}
