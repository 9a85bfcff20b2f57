package berth

import (
	"encoding/json"
	"go/ast"
	"go/constant"
	"go/types"
	"os"
	"testing"

	source "golang.org/x/tools/go/packages"

	"berth/gateway/kube/verdict"
	"berth/gateway/manifest"
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

// TestPhases: what gateways say of services that are not ready comes out in Chinese, however much of it stands in one another.
func TestPhases(t *testing.T) {
	raw, err := os.ReadFile(formsFile)
	if err != nil {
		t.Fatal(err)
	}
	var words phrase.Words
	if err := json.Unmarshal(raw, &words); err != nil {
		t.Fatal(err)
	}
	read := words.Reader()
	for in, want := range map[phrase.Text]string{
		manifest.After{Service: "seed", Until: manifest.Done}.Waits(true):                                                "正在等待 seed 正常结束，而它目前失败了",
		verdict.Evicted("The node was low on resource: memory."):                                                         "已被终止，正在重新启动：机器的内存不足",
		verdict.NotAnswering.Text():                                                                                      "已运行，尚无响应",
		"before it, migrate: getting ghcr.io/a/b:1.2: 480 MiB, or less if its machine has some of it":                    "在它之前，migrate：正在获取 ghcr.io/a/b:1.2：480 MiB，机器上已有一部分时会更少",
		"no machine of this node has room for it now; it waits: not enough CPU, and not enough GPUs":                     "该节点目前没有机器能容纳它，正在等待：CPU 不足；GPU 不足",
		"it ends each time it is started, 4 times so far: it ended with exit code 1; its last lines: no such file | bye": "每次启动后都会退出，至今 4 次：以退出码 1 结束；最后的输出：no such file | bye",
	} {
		if got := read.Read(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
