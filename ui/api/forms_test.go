package api

import (
	"testing"

	"berth/shared/phrase"
)

func TestSaid(t *testing.T) {
	words := map[phrase.Form]phrase.Form{
		"leave it out": "请去掉", "there is no %s %s in this file": "文件里没有 %s %s", "%s has no value yet: it is %s": "%s 还没有值：它是%s", "a password": "密码",
	}
	for _, c := range []struct {
		text    string
		form    phrase.Form
		figures []string
		want    string
	}{
		{"leave it out", "", nil, "请去掉"},
		{"there is no Secret %s in this file", "there is no %s %s in this file", []string{"Secret", "%s"}, "文件里没有 Secret %s"},
		{"X has no value yet: it is a password", "%s has no value yet: it is %s", []string{"X", "a password"}, "X 还没有值：它是密码"},
		{"a newer node says so", "", nil, "a newer node says so"},
		{"a newer node says 5", "a newer node says %d", []string{"5"}, "a newer node says 5"},
	} {
		if got := said(c.text, c.form, c.figures, words); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
