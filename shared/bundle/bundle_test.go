package bundle

import (
	"errors"
	"maps"
	"strconv"
	"strings"
	"testing"
)

func TestIsCanonical(t *testing.T) {
	b := Bundle{
		Format: "compose", Text: "services: {web: {image: \"a<b>&c\"}}\n", Values: map[string]string{"B": "2", "A": "1: x\ny"},
		Files: map[string]File{"z": NewFile([]byte("plain")), "a/b c": NewFile([]byte{0xff, 0}), "none": NewFile(nil)},
	}
	got, err := b.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"format":"compose","text":"services: {web: {image: \"a<b>&c\"}}\n","values":{"A":"1: x\ny","B":"2"},"files":{"a/b c":{"base64":"/wA="},"none":{},"z":{"text":"plain"}}}`
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	back, err := Read(got)
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(back.Values, b.Values) || string(back.Files["a/b c"].Bytes()) != "\xff\x00" || string(back.Files["z"].Bytes()) != "plain" || len(back.Files["none"].Bytes()) != 0 {
		t.Errorf("got back %+v", back)
	}
	if again, err := back.Canonical(); err != nil || again != got {
		t.Errorf("got %s, %v the second time", again, err)
	}
}

func TestReadIsStrict(t *testing.T) {
	var many strings.Builder
	for i := range MaxFiles + 1 {
		many.WriteString(`"f` + strconv.Itoa(i) + `":{},`)
	}
	for text, want := range map[string]string{
		``:                                  "the JSON ends too early",
		`{"format":"compose","text":"a`:     "the JSON ends too early",
		`[]`:                                "an object",
		`{"text":"a"}`:                      "format",
		`{"format":"compose","text":"a"}{}`: "nothing after it",
		`{"format":"compose","text":1}`:     "text: a string",
		`{"format":"compose","Text":"a"}`:   "not known",
		`{"format":"compose","text":"a","format":"sdl"}`:                                       "each name once",
		`{"format":"compose","text":"a","values":{"A":"1","A":"2"}}`:                           "values.A: each name once",
		`{"format":"compose","text":"a","values":{"A":"1","\u0041":"2"}}`:                      "values.A: each name once",
		`{"format":"compose","text":"a","values":{"A b":"1"}}`:                                 "a value's name",
		`{"format":"compose","text":"a","values":{"A":null}}`:                                  "values.A: a string",
		`{"format":"compose","text":"a","values":{"A":{"A":"1"}}}`:                             "values.A: a string",
		`{"format":"compose","text":"a","files":{"a":{"TEXT":""}}}`:                            "either text or base64",
		`{"format":"compose","text":"a","files":{"a":{"text":"x","base64":"eA=="}}}`:           "at most 1",
		`{"format":"compose","text":"a","files":{"a":{"base64":"eA"}}}`:                        "with padding",
		`{"format":"compose","text":"a","files":{"../a":{}}}`:                                  "a relative path",
		`{"format":"compose","text":"a","files":{"/a":{}}}`:                                    "a relative path",
		`{"format":"compose","text":"a","files":{"a/./b":{}}}`:                                 "a relative path",
		`{"format":"compose","text":"a","files":{"a\\b":{}}}`:                                  "a relative path",
		`{"format":"compose","text":"a","files":{"a":"text"}}`:                                 "an object",
		`{"format":"compose","text":"a","files":{` + many.String() + `"x":{}}}`:                "at most 64 of them",
		`{"format":"compose","text":"` + strings.Repeat("a", MaxTextBytes+1) + `"}`:            "at most 65536 bytes",
		`{"format":"compose","text":"` + strings.Repeat("a", MaxBytes) + `"}`:                  "at most 524288 bytes",
		"{\"format\":\"compose\",\"text\":\"\xff\"}":                                           "UTF-8",
		`{"format":"compose","values":{"A":"` + strings.Repeat("a", 32<<10+1) + `"}}`:          "at most 32768 bytes",
		`{"format":"compose","files":{"a":{"text":"` + strings.Repeat("a", 256<<10+1):          "ends too early",
		`{"format":"compose","files":{"a":{"text":"` + strings.Repeat("a", 256<<10+1) + `"}}}`: "at most 262144 bytes",
	} {
		_, err := Read(text)
		var wrong *Error
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.90s: got %v, want %q", text, err, want)
		}
	}
}

// What is read can be written, and is read the same again.
func FuzzRead(f *testing.F) {
	f.Add(`{"format":"compose","text":"a","values":{"A":"1"},"files":{"a/b":{"text":"x"},"c":{"base64":"/w=="}}}`)
	f.Add(`{"format":"compose","text":"a","files":{"a":{"base64":""}}}`)
	f.Add(`{"format":"\ud800"}`)
	f.Fuzz(func(t *testing.T, text string) {
		b, err := Read(text)
		if err != nil {
			return
		}
		once, err := b.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		back, err := Read(once)
		if err != nil {
			t.Fatalf("%q, which was read, became %q: %v", text, once, err)
		}
		if twice, err := back.Canonical(); err != nil || twice != once {
			t.Fatalf("%q became %q and then %q, %v", text, once, twice, err)
		}
	})
}
