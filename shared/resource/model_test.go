package resource

import "testing"

func TestSameModel(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"a100", "a100", true}, {"rtx-4090", "rtx4090", true}, {"a100", "a100-sxm4-80gb", true}, {"a100-80gb", "a100-sxm4-80gb", true},
		{"a100-40gb", "a100-80gb", false}, {"a100-40gb", "a100-sxm4-80gb", false}, {"rtx-4070", "rtx-4070-ti", false}, {"h100", "h100-80gb-hbm3", true},
		{"h100", "h200", false}, {"l4", "l40", false}, {"a100", "a100-mig-1g.5gb", false}, {"rtx4070tisup", "rtx-4070-ti-super", true}, {"", "a100", false}, {"v100", "v100-pcie", true},
	} {
		if SameModel(c.a, c.b) != c.want || SameModel(c.b, c.a) != c.want {
			t.Errorf("%s and %s: want %t", c.a, c.b, c.want)
		}
	}
}
