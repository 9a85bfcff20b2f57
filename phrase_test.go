package berth

import (
	"encoding/json"
	"go/constant"
	"go/types"
	"os"
	"testing"

	source "golang.org/x/tools/go/packages"

	"berth/shared/phrase"
)

// formsFile says in Chinese what gateways say of files.
const formsFile = "assets/zh/forms.json"

// forms are all constants of the type phrase.Form in some packages, by the place of one of each.
func forms(t *testing.T, patterns ...string) map[phrase.Form]string {
	t.Helper()
	all, err := source.Load(&source.Config{Mode: source.NeedName | source.NeedSyntax | source.NeedTypes | source.NeedTypesInfo | source.NeedImports | source.NeedFiles | source.NeedExportFile}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	found := map[phrase.Form]string{}
	for _, p := range all {
		for _, err := range p.Errors {
			t.Fatal(err)
		}
		for e, v := range p.TypesInfo.Types {
			if v.Value == nil || v.Value.Kind() != constant.String {
				continue
			}
			if n, ok := v.Type.(*types.Named); !ok || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != "berth/shared/phrase" {
				continue
			}
			found[phrase.Form(constant.StringVal(v.Value))] = p.Fset.Position(e.Pos()).String()
		}
	}
	return found
}

// TestForms: whatever a gateway says of a file has words in Chinese, with the same figures.
func TestForms(t *testing.T) {
	raw, err := os.ReadFile(formsFile)
	if err != nil {
		t.Fatal(err)
	}
	var words map[phrase.Form]phrase.Form
	if err := json.Unmarshal(raw, &words); err != nil {
		t.Fatal(err)
	}
	all := forms(t, "./gateway/...")
	if len(all) < 250 {
		t.Fatalf("only %d forms were found", len(all))
	}
	for f, at := range all {
		if f == "" || f == "%s" || f == "%s, %s" {
			continue // nothing but what is filled in
		}
		zh, ok := words[f]
		if !ok {
			t.Errorf("%s: %q has no words in %s", at, f, formsFile)
			continue
		}
		if zh.Figures() != f.Figures() {
			t.Errorf("%q has %d figures, %q has %d", f, f.Figures(), zh, zh.Figures())
		}
	}
	for f := range words {
		if _, ok := all[f]; !ok {
			t.Errorf("%s has %q, which nothing says", formsFile, f)
		}
	}
}
