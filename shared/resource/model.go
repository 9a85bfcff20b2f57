package resource

import "strings"

// SameModel reports whether two names are of the same GPU model. Dashes make no difference, and neither does what only one of
// them says of its build: a100 is a100-sxm4-80gb, but a100-40gb is not a100-80gb, and rtx-4070-ti is not rtx-4070.
func SameModel(a, b string) bool {
	x, xs := build(a)
	y, ys := build(b)
	return x == y && (within(xs, ys) || within(ys, xs))
}

// build takes a name's words for memory and form off it. What is left is cut to what a model's name can have.
func build(name string) (model string, words []string) {
	for w := range strings.SplitSeq(strings.ToLower(name), "-") {
		n, gb := strings.CutSuffix(w, "gb")
		if gb && n != "" && strings.Trim(n, "0123456789") == "" || w == "pcie" || w == "nvl" || hasDigits(w, "sxm") || hasDigits(w, "hbm") {
			words = append(words, w)
			continue
		}
		model += w
	}
	return model[:min(len(model), MaxModel)], words
}

func hasDigits(w, prefix string) bool {
	rest, ok := strings.CutPrefix(w, prefix)
	return ok && strings.Trim(rest, "0123456789e") == ""
}

func within(some, all []string) bool {
	for _, s := range some {
		found := false
		for _, a := range all {
			found = found || s == a
		}
		if !found {
			return false
		}
	}
	return true
}
