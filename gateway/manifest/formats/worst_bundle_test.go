package formats

import (
	"fmt"
	"strings"

	"berth/shared/bundle"
)

// worstBundles are Compose files as bad as their makers could think of, with what comes along.
func worstBundles() []worst {
	var all []worst
	add := func(name, text string, values map[string]string, files map[string]string) {
		b := bundle.Bundle{Format: "compose", Text: text, Values: values, Files: map[string]bundle.File{}}
		for path, content := range files {
			b.Files[path] = bundle.NewFile([]byte(content))
		}
		made, err := b.Canonical()
		if err != nil {
			panic(err)
		}
		all = append(all, worst{"bundle: " + name, bundle.Format, made})
	}
	value := map[string]string{"A": long("a", 30<<10)}
	add("values that multiply", "services:\n  web:\n    image: a\n    environment:\n"+numbered("      K%d: $A$A$A$A$A$A$A$A$A$A$A$A$A$A$A$A\n", 200), value, nil)
	add("values in folders", "services:\n  web:\n    image: a\n    volumes:\n"+numbered("      - $A$A$A$A$A$A$A$A$A$A$A$A$A$A$A$A:/a%d\n", 60), value, nil)
	add("values in ports", "services:\n  web:\n    image: a\n    ports:\n"+numbered("      - $A$A$A$A$A$A$A$A$A$A:%d\n", 60), value, nil)
	add("values in defaults", "services:\n  web:\n    image: a\n    environment:\n"+numbered("      K%d: ${X:-${Y:-${Z:-$A$A$A}}}\n", 200), value, nil)
	add("many variables", "services:\n  web:\n    image: a\n    environment:\n"+numbered("      K%d: ${A%[1]d}\n", 250), nil, nil)
	add("a .env that doubles", "services: {web: {image: a}}", nil, map[string]string{".env": "A=" + long("a", 1000) + "\n" + strings.Repeat("A=$A$A\n", 400)})
	add("a long .env", "services: {web: {image: a}}", nil, map[string]string{".env": lines("K%d=v\n", 200<<10)})
	add("a .env of quotes", "services: {web: {image: a}}", nil, map[string]string{".env": "A=\"" + long("\\\"", 200<<10)})
	add("env_file over and over", "x: &e ["+strings.TrimSuffix(strings.Repeat("a.env,", 24), ",")+"]\nservices:\n"+numbered("  s%d: {image: a, env_file: *e}\n", 20), nil,
		map[string]string{"a.env": numbered("KEY_%d=vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv\n", 500)})
	big := "services:\n  big:\n    image: a\n    environment: {" + numbered("K%d: v, ", 3000) + "}\n"
	add("a large service that many extend", big+numbered("  s%d: {extends: big}\n", 60), nil, nil)
	chain := big
	for i := range 60 {
		chain += fmt.Sprintf("  s%d: {extends: %s}\n", i, map[bool]string{true: "big", false: fmt.Sprintf("s%d", i-1)}[i == 0])
	}
	add("services that extend one another", chain, nil, nil)
	add("a service that extends itself", "services: {web: {image: a, extends: web}}", nil, nil)
	add("services that extend each other", "services: {a: {image: a, extends: b}, b: {image: a, extends: a}}", nil, nil)
	add("a service of another file, over and over", "services:\n"+numbered("  s%d: {extends: {file: big.yaml, service: big}}\n", 60), nil, map[string]string{"big.yaml": big})
	many := map[string]string{}
	for i := range 60 {
		many[fmt.Sprintf("f%d.yaml", i)] = fmt.Sprintf("include: [f%d.yaml]\nservices: {s%[2]d: {image: a}}\n", i+1, i)
	}
	add("files that include one another", "include: [f0.yaml]\nservices: {web: {image: a}}\n", nil, many)
	add("a file that includes itself", "include: [a.yaml]\nservices: {web: {image: a}}\n", nil, map[string]string{"a.yaml": "include: [a.yaml, ./a.yaml, b/../a.yaml]\n"})
	folder := map[string]string{}
	for i := range 60 {
		folder[fmt.Sprintf("conf/f%d", i)] = long("a", 7<<10)
	}
	add("a folder over and over", "x: &v ["+strings.TrimSuffix(numbered("'./conf:/c%d',", 24), ",")+"]\nservices:\n"+numbered("  s%d: {image: a, volumes: *v}\n", 20), nil, folder)
	deep := "."
	for range 100 {
		deep += "/a"
	}
	add("folders within folders", "services:\n  web:\n    image: a\n    volumes:\n"+numbered("      - '"+deep+"/%d:/a%[1]d'\n", 60), nil, nil)
	add("names that lead to others", "x: &e {"+numbered("K%d: 'http://my_db_0:1,http://my_db_1:1', ", 200)+"}\nservices:\n"+numbered("  my_db_%d: {image: a, environment: *e}\n", 20), nil, nil)
	add("a folder of links", "services:\n"+numbered("  s%d: {image: a, links: ["+strings.TrimSuffix(numbered("'s%d:x%[1]d',", 19), ",")+"]}\n", 20), nil, nil)
	return all
}
