package berth

import (
	"encoding/json"
	"go/ast"
	"go/constant"
	"go/types"
	"os"
	"testing"

	source "golang.org/x/tools/go/packages"

	"berth/shared/phrase"
)

// formsFile says in Chinese what gateways say of files.
const formsFile = "assets/zh/forms.json"

// forms are all constants of the type phrase.Form in some packages, by the place of one of each. Texts are where a phrase.Text is made of
// anything but a form: then no page could say it in another language.
func forms(t *testing.T, patterns ...string) (found map[phrase.Form]string, texts []string) {
	t.Helper()
	all, err := source.Load(&source.Config{Mode: source.NeedName | source.NeedSyntax | source.NeedTypes | source.NeedTypesInfo | source.NeedImports | source.NeedFiles | source.NeedExportFile}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	is := func(x types.Type, name string) bool {
		n, ok := x.(*types.Named)
		return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "berth/shared/phrase" && n.Obj().Name() == name
	}
	found = map[phrase.Form]string{}
	for _, p := range all {
		for _, err := range p.Errors {
			t.Fatal(err)
		}
		for e, v := range p.TypesInfo.Types {
			at := p.Fset.Position(e.Pos()).String()
			switch call, _ := e.(*ast.CallExpr); {
			case v.Value != nil && v.Value.Kind() == constant.String && is(v.Type, "Form"):
				found[phrase.Form(constant.StringVal(v.Value))] = at
			case v.Value != nil && is(v.Type, "Text") && constant.StringVal(v.Value) != "", call != nil && p.TypesInfo.Types[call.Fun].IsType() && is(v.Type, "Text"):
				texts = append(texts, at)
			}
		}
	}
	return found, texts
}

// TestForms: whatever a gateway says of a file, and of how far a service is, has words in Chinese, with the same figures.
func TestForms(t *testing.T) {
	raw, err := os.ReadFile(formsFile)
	if err != nil {
		t.Fatal(err)
	}
	var words map[phrase.Form]phrase.Form
	if err := json.Unmarshal(raw, &words); err != nil {
		t.Fatal(err)
	}
	all, texts := forms(t, "./gateway/...")
	for _, at := range texts {
		t.Errorf("%s: what users read is made of a phrase.Form, which has words in Chinese; remedy: phrase.Form(\"…\").Text(…)", at)
	}
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
