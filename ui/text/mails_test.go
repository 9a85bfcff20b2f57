package text

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the words of mails anew")

// TestMails: the platform has the words of mails as they are here.
func TestMails(t *testing.T) {
	const path = "../../assets/words/notices.json"
	var want bytes.Buffer
	enc := json.NewEncoder(&want)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(map[string]map[string][2]string{"en": (T{Lang: EN}).Mails(), "zh": (T{Lang: ZH}).Mails()}); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is not what the texts say (%v); remedy: go test ./ui/text -run TestMails -update", path, err)
	}
}
