package deploy

import "strings"

// guess is the format that a text plainly is in; "": it is not plain. Only the keys that begin a line are looked at: a
// parser of YAML would be larger than the rest of the page.
func guess(text string) string {
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
		return formatKubernetes
	case keys["services"] && (keys["deployment"] || keys["profiles"]):
		return formatSDL
	case keys["services"] && !keys["apiVersion"]:
		return formatCompose
	}
	return ""
}
