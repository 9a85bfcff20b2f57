package formats

import (
	"encoding/base64"
	"fmt"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// worst are files as bad as their makers could think of, each as long as a manifest may be.
type worst struct{ name, format, text string }

// long is a text over and over, to about so many bytes.
func long(s string, n int) string { return strings.Repeat(s, max(n/len(s), 1)) }

// lines are numbered ones, to about so many bytes.
func lines(format string, n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// numbered is so many lines.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// full is how long they are.
const full = manifest.MaxBytes - 600

func worstFiles() []worst {
	var all []worst
	add := func(format, name, text string) { all = append(all, worst{name, format, text}) }

	// YAML itself, which three formats share.
	for name, text := range map[string]string{
		"deep flow lists":          strings.Repeat("[", full),
		"deep closed lists":        strings.Repeat("[", full/2) + strings.Repeat("]", full/2),
		"deep flow maps":           strings.Repeat("{a: ", full/4),
		"deep block lists":         strings.Repeat("- ", full/2),
		"deep block maps":          deepMaps(full),
		"many keys":                lines("k%d: 1\n", full),
		"many short items":         "a: [" + strings.Repeat("1,", full/2) + "]",
		"many nulls":               "a: [" + strings.Repeat(",", full) + "]",
		"many documents":           strings.Repeat("---\n", full/4),
		"many documents with text": strings.Repeat("--- a\n", full/6),
		"many directives":          strings.Repeat("%YAML 1.1\n", full/10),
		"many tag directives":      lines("%%TAG !a%d! tag:b,2000:\n", full) + "--- 1",
		"one long scalar":          long("a", full),
		"one long quoted scalar":   `"` + long("a", full) + `"`,
		"escapes":                  `"` + long(`\u0061`, full) + `"`,
		"one long block scalar":    "a: |\n" + long(" a\n", full),
		"one long folded scalar":   "a: >\n" + long(" a\n\n", full),
		"one long plain scalar":    "a: b\n" + long("  c\n", full),
		"one long key":             long("k", full) + ": 1",
		"one long explicit key":    "? " + long("k", full) + "\n: 1",
		"one long comment":         "#" + long("c", full),
		"many comments":            strings.Repeat("#\n", full/2),
		"comments between keys":    lines("#c\nk%d: 1 #d\n", full),
		"comments before indents":  lines("k%d:\n      #c\n    #c\n  #c\n  - 1\n", full),
		"blank lines":              "a: 1" + strings.Repeat("\n", full),
		"spaces":                   "a:" + strings.Repeat(" ", full) + "1",
		"many anchors":             lines("k%d: &a%[1]d 1\n", full),
		"one anchor, many aliases": "a: &a 1\nb: [" + strings.Repeat("*a,", full/3) + "]",
		"laughs":                   laughs(),
		"merges":                   "a: &a {" + lines("k%d: 1,", full/4) + "}\nb:\n" + strings.Repeat("- <<: *a\n", full/12),
		"merge of merges":          mergeChain(),
		"merge list":               "a: &a {b: 1}\nc:\n  <<: [" + strings.Repeat("*a,", full/3) + "]",
		"merge lists of wide maps": "a: &a {" + lines("k%d: 1,", 9<<10) + "}\nc:\n  <<: [" + strings.Repeat("*a,", full/4) + "]",
		"alias within itself":      "a: &a [*a]",
		"integers":                 "a: [" + lines("%d,", full) + "]",
		"one long integer":         "a: " + long("9", full),
		"one long binary":          "a: 0b" + long("1", full),
		"one long hexadecimal":     "a: 0x" + long("f", full),
		"one long octal":           "a: 0o" + long("7", full),
		"one long float":           "a: 0." + long("1", full),
		"huge exponents":           "a: [" + long("1e999999999,", full) + "]",
		"underscores":              "a: " + long("1_", full) + "1",
		"sexagesimals":             "a: " + long("1:", full) + "1",
		"timestamps":               "a: [" + long("2001-12-14t21:59:43.10-05:00,", full) + "]",
		"almost timestamps":        "a: " + long("2001-12-14t21:59:43.", full),
		"binary tag":               "a: !!binary " + long("A", full),
		"many tags":                "a: [" + long("!!str 1,", full) + "]",
		"one long tag":             "a: !" + long("t", full) + " 1",
		"escaped tag":              "a: !<" + long("%61", full) + "> 1",
		"tabs":                     "a: 1" + strings.Repeat("\t", full),
		"carriage returns":         "a: 1" + strings.Repeat("\r", full),
		"not UTF-8":                long("\xff", full),
		"wide characters":          "a: " + long("\U0001F600", full),
		"byte order marks":         long("\uFEFF", full),
		"zero bytes":               "a: \"" + long(`\0`, full) + "\"",
		"sets":                     strings.Repeat("? a\n", full/4),
		"complex keys":             strings.Repeat("? [a]\n: b\n", full/10),
		"unclosed quotes":          strings.Repeat("'", full-1),
		"colons":                   strings.Repeat(": ", full/2),
		"dashes":                   strings.Repeat("-\n", full/2),
		"simple keys in flow":      "{" + long("a,", full) + "}",
		"possible keys":            "[" + long("[a],", full) + "]: b",
		"quoted keys on one line":  "{" + lines(`"k%d": "v",`, full) + "}",
	} {
		for _, format := range []string{"compose", "sdl", "kubernetes"} {
			add(format, "YAML: "+name, text)
		}
	}

	// Compose: a service with one field as long as it goes.
	service := func(name, fields string) { add("compose", name, "services:\n  web:\n    image: nginx\n"+fields) }
	for _, field := range []string{
		"command", "entrypoint", "hostname", "container_name", "working_dir", "user", "image", "mem_limit", "shm_size", "cpus", "scale", "tmpfs", "expose", "ports",
		"volumes", "environment", "configs", "secrets", "gpus", "read_only", "platform", "privileged", "network_mode", "links", "healthcheck", "deploy", "x-a", "restart",
		"labels", "networks", "depends_on", "ulimits", "build", "env_file", "profiles", "extends", "stop_grace_period", "pull_policy",
	} {
		for what, value := range map[string]string{
			"one word": long("a", full), "one number": long("9", full), "words": long("a ", full), "quotes": `'` + long(`"a" `, full) + `'`, "backslashes": `'` + long(`\a`, full) + `'`,
			"unclosed quote": `"\"` + long("a", full) + `"`, "colons": `"` + long("a:", full) + `"`, "slashes": `"` + long("/a", full) + `"`, "dashes": `"` + long("1-", full) + `"`,
			"equals": `"` + long("a=", full) + `"`, "commas": `"` + long("a,", full) + `"`, "dots": `"` + long("1.", full) + `"`, "exponent": "1e" + long("9", full), "brackets": `"` + long("[", full) + `"`,
			"dollars": `"` + long("$$", full) + `"`, "wide": `"` + long("\u00e9", full) + `"`, "at": `"` + long("a@", full) + `"`,
			"list": "[" + long("a,", full) + "]", "list of numbers": "[" + lines("%d,", full) + "]", "map": "{" + lines("k%d: v,", full) + "}", "list of a long word": "[" + long("a", full) + "]",
			"list of pairs": "[" + lines("k%d=v,", full) + "]", "list of maps": "[" + long("{a: b},", full) + "]",
		} {
			service("Compose: "+field+": "+what, "    "+field+": "+value+"\n")
		}
	}
	service("Compose: many variables", "    command: "+long("${A:-a}", full)+"\n")
	service("Compose: variables within one another", "    command: \""+strings.Repeat("${A:-", full/7)+strings.Repeat("}", full/7)+"\"\n")
	service("Compose: unclosed variables", "    command: \""+long("${A:-", full)+"\"\n")
	service("Compose: unclosed variables in many values", "    environment:\n"+lines("      K%d: \""+strings.Repeat("${A:-", 30)+strings.Repeat("}", 30)+"\"\n", full))
	service("Compose: braces", "    command: \"${A:-"+long("{", full)+"\"\n")
	service("Compose: many variables in many values", "    environment:\n"+lines("      K%d: \""+strings.Repeat("${A:-a}", 30)+"\"\n", full))
	service("Compose: a dollar in each of many plain values", "    environment:\n"+lines("      K%d: $$\n", full))
	service("Compose: a variable that is a long number in many values", "    environment:\n"+lines("      K%d: ${A:-1e9}\n", full))
	service("Compose: ranges of ports", "    ports:\n"+long("      - \"1-65535\"\n", full))
	service("Compose: ranges of ports, two sides", "    ports: [\"1-65535:1-65535\"]\n")
	service("Compose: target is a range", "    ports: [{target: \"1-65535\"}]\n")
	service("Compose: published is a range", "    ports: [{target: 80, published: \"1-65535\"}]\n")
	service("Compose: expose is a range", "    expose: [\"1-65535\"]\n")
	service("Compose: a port with an address", "    ports: [\"["+long("1:", full)+"]:80:80\"]\n")
	service("Compose: health check", "    healthcheck: {test: "+long("a", full)+"}\n")
	service("Compose: health check of quotes", "    healthcheck: {test: '"+long(`"a" `, full)+"'}\n")
	service("Compose: health check's interval", "    healthcheck: {test: [CMD, a], interval: "+long("1s", full)+"}\n")
	service("Compose: health check's long interval", "    healthcheck: {test: [CMD, a], interval: "+long("9", full)+"s}\n")
	service("Compose: health check's retries", "    healthcheck: {test: [CMD, a], retries: "+long("9", full)+"}\n")
	service("Compose: limits", "    deploy: {resources: {limits: {cpus: \"0."+long("1", full/2)+"\", memory: "+long("9", full/2)+"G}}}\n")
	service("Compose: replicas", "    deploy: {replicas: "+long("9", full)+"}\n")
	service("Compose: devices", "    deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: 1, options: {model: "+long("a", full)+"}}]}}}\n")
	service("Compose: options", "    tmpfs: [\"/a:"+long("size=1,", full)+"\"]\n")
	service("Compose: sizes", "    tmpfs: [\"/a:size="+long("9", full)+"\"]\n")
	service("Compose: volume's name", "    volumes: [\""+long("a", full)+":/a\"]\n")
	service("Compose: volume's long form", "    volumes: [{type: volume, source: "+long("a", full/2)+", target: "+long("/a", full/2)+"}]\n")
	service("Compose: tmpfs of a volume", "    volumes: [{type: tmpfs, target: /a, tmpfs: {size: "+long("9", full)+"}}]\n")
	service("Compose: an environment of one list", "    environment:\n"+lines("      - K%d=v\n", full))
	service("Compose: an environment of one map", "    environment:\n"+lines("      K%d: v\n", full))
	service("Compose: one long variable", "    environment: {A: "+long("a", full)+"}\n")
	service("Compose: one long variable in a list", "    environment: [\"A="+long("a", full)+"\"]\n")
	service("Compose: not a list of labels", "    labels:\n"+lines("      - k%d\n", full))
	add("compose", "Compose: many services", "services:\n"+lines("  s%d: {image: a}\n", full))
	add("compose", "Compose: many services with lists", "services:\n"+lines("  s%d: {image: a, command: [b, c], environment: [A=b]}\n", full))
	add("compose", "Compose: many services with commands", "services:\n"+lines("  s%d: {image: a, command: "+long("b", 7<<10)+"}\n", 50<<10))
	add("compose", "Compose: many unknown fields", "services:\n  web:\n    image: a\n"+lines("    k%d: 1\n", full))
	add("compose", "Compose: many configs", "services: {web: {image: a}}\nconfigs:\n"+lines("  c%d: {content: a}\n", full))
	add("compose", "Compose: many secrets", "services: {web: {image: a}}\nsecrets:\n"+lines("  c%d: {content: a}\n", full))
	add("compose", "Compose: many volumes", "services: {web: {image: a}}\nvolumes:\n"+lines("  v%d: {}\n", full))
	add("compose", "Compose: many volumes with sizes", "services: {web: {image: a}}\nvolumes:\n"+lines("  v%d: {driver_opts: {size: 1G}}\n", full))
	add("compose", "Compose: many networks", "services: {web: {image: a}}\nnetworks:\n"+lines("  v%d: {}\n", full))
	add("compose", "Compose: many extensions", "services: {web: {image: a}}\n"+lines("x-%d: {a: [b]}\n", full))
	add("compose", "Compose: many models", "services: {web: {image: a}}\nmodels:\n"+lines("  m%d: {model: a}\n", full))
	add("compose", "Compose: services that share", "x-a: &a {image: a, environment: {"+lines("K%d: v, ", 4<<10)+"}}\nservices:\n"+lines("  s%d: *a\n", 120))
	add("compose", "Compose: commands that share", "x-a: &a "+long("a", 7<<10)+"\nservices:\n"+lines("  s%d: {image: a, command: *a, entrypoint: *a}\n", full-7<<10))
	add("compose", "Compose: variables that share", "x-a: &a {"+lines("K%d: ${A:-1}, ", 8<<10)+"}\nservices:\n"+lines("  s%d: {image: a, environment: *a}\n", 300))

	add("compose", "Compose: eight services at the limits", "x-e: &e {"+numbered("K%d: vvvvvvvvvvvvvvvvvvvv, ", 128)+"}\nx-l: &l ["+numbered("word%d, ", 64)+"]\nx-c: &c "+long("a b ", 20<<10)+
		"\nvolumes: {a: {}, b: {}, c: {}}\nconfigs: {c: {content: d}}\nservices:\n"+numbered("  s%d: {image: a, environment: *e, command: *l, entrypoint: *l, working_dir: *c, volumes: ['a:/a', 'b:/b', 'c:/c'], "+
		"configs: [c], ports: ['80', '81', '82'], expose: ['1', '2', '3'], healthcheck: {test: *l}, deploy: {resources: {limits: {cpus: 1, memory: 1G}}}}\n", 8))
	add("compose", "Compose: long values everywhere", "x-c: &c "+long("a b ", 20<<10)+"\nservices:\n  s: {image: a, working_dir: *c, user: *c, hostname: *c, container_name: *c, "+
		"healthcheck: {test: *c}, tmpfs: *c, environment: {A: *c}}\n")

	// sdl.
	sdl := func(name, service, compute string) {
		add("sdl", "SDL: "+name, "version: \"2.0\"\nservices:\n  web:\n    image: nginx\n"+service+
			"profiles:\n  compute:\n    web:\n      resources:\n        cpu: {units: 1}\n"+compute+"deployment:\n  web: {a: {profile: web, count: 1}}\n")
	}
	for _, field := range []string{"command", "args", "env", "image", "expose", "params", "credentials"} {
		for what, value := range map[string]string{
			"one word": long("a", full), "list": "[" + long("a,", full) + "]", "map": "{" + lines("k%d: v,", full) + "}", "pairs": "[" + lines("K%d=v,", full) + "]",
			"slashes": `"` + long("a/", full) + `"`, "colons": `"` + long("a:", full) + `"`, "list of maps": "[" + long("{port: 80},", full) + "]", "one pair": "[\"A=" + long("=", full) + "\"]",
		} {
			sdl(field+": "+what, "    "+field+": "+value+"\n", "")
		}
	}
	for what, value := range map[string]string{"digits": long("9", full), "exponent": "1e" + long("9", full), "fraction": "0." + long("1", full), "zeros": long("0", full) + "1", "exponents": "1e999999999"} {
		sdl("cpu "+what, "", "        gpu: {units: "+value+"}\n")
		sdl("memory "+what, "", "        memory: {size: "+value+"}\n")
		sdl("storage "+what, "", "        storage: {size: "+value+"}\n")
	}
	sdl("storage of many", "    params:\n      storage:\n"+lines("        d%d: {mount: /a}\n", full), "")
	sdl("models", "", "        gpu: {units: 1, attributes: {vendor: {nvidia: ["+long("{model: a},", full)+"]}}}\n")
	sdl("attributes", "", "        memory: {size: 1Gi, attributes: {"+lines("k%d: v,", full)+"}}\n")
	add("sdl", "SDL: many services", "version: \"2.0\"\nservices:\n"+lines("  s%d: {image: a}\n", full/2)+"deployment:\n"+lines("  s%d: {a: {profile: p, count: 1}}\n", full/2))
	add("sdl", "SDL: many profiles", "version: \"2.0\"\nservices: {web: {image: a}}\nprofiles:\n  compute:\n"+lines("    p%d: {resources: {cpu: {units: 1}}}\n", full)+"deployment: {web: {a: {profile: p1, count: 1}}}\n")
	add("sdl", "SDL: many deployments", "version: \"2.0\"\nservices: {web: {image: a}}\ndeployment:\n"+lines("  s%d: {a: {profile: p, count: 1}}\n", full))

	// Kubernetes.
	object := func(kind, name, spec string) string {
		return "---\napiVersion: " + map[bool]string{true: "apps/v1", false: "v1"}[kind == "Deployment"] + "\nkind: " + kind + "\nmetadata: {name: " + name + "}\n" + spec
	}
	deployment := func(name, more string) string {
		return object("Deployment", name, "spec:\n  selector: {matchLabels: {app: "+name+"}}\n  template:\n    metadata: {labels: {app: "+name+"}}\n    spec:\n      containers:\n      - name: a\n        image: nginx\n"+more)
	}
	kube := func(name, text string) { add("kubernetes", "Kubernetes: "+name, text) }
	for _, field := range []string{"image", "command", "args", "workingDir", "env", "envFrom", "ports", "resources", "volumeMounts", "readinessProbe", "securityContext", "lifecycle"} {
		for what, value := range map[string]string{
			"one word": long("a", full), "list": "[" + long("a,", full) + "]", "map": "{" + lines("k%d: v,", full) + "}", "one in a list": "[" + long("a", full) + "]",
			"list of maps": "[" + long("{name: a},", full) + "]", "dollars": "[\"" + long("$(A)", full) + "\"]", "open dollars": "[\"" + long("$(", full) + "\"]", "slashes": `"` + long("/a", full) + `"`,
		} {
			kube(field+": "+what, deployment("a", "        "+field+": "+value+"\n"))
		}
	}
	for what, value := range map[string]string{"digits": long("9", full), "exponent": "1e" + long("9", full), "fraction": "0." + long("1", full), "zeros": long("0", full) + "1Gi", "exponents": "1e999999999"} {
		kube("cpu "+what, deployment("a", "        resources: {limits: {cpu: "+value+"}}\n"))
		kube("memory "+what, deployment("a", "        resources: {limits: {memory: "+value+"}}\n"))
		kube("claim "+what, object("PersistentVolumeClaim", "a", "spec: {resources: {requests: {storage: "+value+"}}}\n"))
	}
	kube("environment of many", deployment("a", "        env:\n"+lines("        - {name: K%d, value: v}\n", full)))
	kube("environment that grows", deployment("a", "        env:\n        - {name: A0, value: "+long("a", 1000)+"}\n"+lines("        - {name: B%d, value: \""+strings.Repeat("$(A0)", 31)+"\"}\n", 20<<10)))
	kube("environment that doubles", deployment("a", doubling()))
	kube("arguments that grow", deployment("a", "        env: [{name: A, value: "+long("a", 30<<10)+"}]\n        args: ["+long("\""+strings.Repeat("$(A)", 31)+"\",", 16<<10)+"]\n"))
	kube("open variables", deployment("a", "        args: ["+strings.Repeat("\""+long("$(", 60)+long("$", 400)+"\",", 100)+"]\n"))
	kube("envFrom a large map", object("ConfigMap", "c", "data:\n"+lines("  K%d: v\n", 40<<10))+deployment("a", "        envFrom: ["+strings.Repeat("{configMapRef: {name: c}},", 16)+"]\n"))
	kube("envFrom a map that is not allowed", object("ConfigMap", "c", "data:\n"+lines("  k-%d: v\n", 40<<10))+deployment("a", "        envFrom: ["+strings.Repeat("{configMapRef: {name: c}},", 16)+"]\n"))
	kube("many documents", long("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", full))
	kube("many ConfigMaps", kubeMany(func(i int) string { return object("ConfigMap", fmt.Sprintf("c%d", i), "data: {a: b}\n") }))
	kube("many Services", kubeMany(func(i int) string {
		return object("Service", fmt.Sprintf("s%d", i), "spec: {selector: {app: a}, ports: [{port: 80}]}\n")
	}))
	kube("many Deployments", kubeMany(func(i int) string { return deployment(fmt.Sprintf("d%d", i), "") }))
	kube("many labels", object("Service", "s", "spec: {selector: {"+lines("k%d: v,", full)+"}, ports: [{port: 80}]}\n"))
	kube("a Secret of base64", object("Secret", "s", "data: {a: "+base64.StdEncoding.EncodeToString([]byte(long("a", full*3/4)))+"}\n"))
	kube("a Secret of spaces", object("Secret", "s", "data: {a: \""+long("Q ", full)+"\"}\n"))
	kube("registry JSON", object("Secret", "s", "type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: '{\"auths\":"+strings.Repeat("{\"a\":", full/5)+"'}\n"))
	kube("registry JSON of many", object("Secret", "s", "type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: '{\"auths\":{"+lines("\"h%d\":{},", full)+"}}'}\n"))
	kube("volumes of files", object("ConfigMap", "c", "data:\n"+lines("  k%d: v\n", 40<<10))+deployment("a",
		"        volumeMounts: ["+lines("{name: v, mountPath: /a%d},", 400)+"]\n      volumes: [{name: v, configMap: {name: c}}]\n"))
	kube("volumes of files that are listed", object("ConfigMap", "c", "data:\n"+lines("  k%d: v\n", 40<<10))+deployment("a",
		"        volumeMounts: ["+strings.Repeat("{name: v, mountPath: /a},", 16)+"]\n      volumes: [{name: v, configMap: {name: c, items: ["+lines("{key: k%d, path: a},", 600)+"]}}]\n"))
	kube("replicas", object("Deployment", "a", "spec: {replicas: "+long("9", full)+"}\n"))

	// Bundles.
	all = append(all, worstBundles()...)

	// Templates.
	template := func(name, text string) { add("template", "template: "+name, text) }
	const head = `{"template":"a","service":"a","image":"nginx","port":80,`
	template("environment of many", head+`"env":{`+strings.TrimSuffix(lines(`"K%d":"v",`, full-200), ",")+`}}`)
	template("one long variable", head+`"env":{"A":"`+long("a", full-200)+`"}}`)
	template("one long name", head+`"env":{"`+long("A", full-200)+`":"a"}}`)
	template("escapes", head+`"env":{"A":"`+long(`\u0061`, full-200)+`"}}`)
	template("deep", `{"template":`+strings.Repeat("[", full))
	template("deep unknown", `{"a":`+strings.Repeat(`{"a":`, full/5))
	template("one long number", `{"port":`+long("9", full)+`}`)
	template("exponent", `{"port":1e`+long("9", full)+`}`)
	template("one long image", `{"template":"a","service":"a","port":80,"image":"`+long("a/", full-200)+`"}`)
	template("one long disk", head+`"disk":"`+long("/a", full-200)+`"}`)
	template("the same key", `{`+long(`"port":1,`, full)+`"port":1}`)
	template("spaces", head+long(" ", full-200)+`"disk":"/a"}`)
	template("one long unknown key", `{"`+long("k", full)+`":1}`)
	return all
}

func deepMaps(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func laughs() string {
	b := "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
	for i := 1; i < 30; i++ {
		b += fmt.Sprintf("a%d: &a%[1]d [%s]\n", i, strings.Repeat(fmt.Sprintf("*a%d,", i-1), 9))
	}
	return b
}

// mergeChain is maps of which each merges all that were before it.
func mergeChain() string {
	b := "a0: &a0 {k0: 1}\n"
	for i := 1; len(b) < full; i++ {
		b += fmt.Sprintf("a%d: &a%[1]d {<<: *a%d, k%[1]d: 1}\n", i, i-1)
	}
	return b
}

// doubling is variables of which each is the one before it over and over.
func doubling() string {
	b := "        env:\n        - {name: A0, value: aaaa}\n"
	for i := 1; i < 100; i++ {
		b += fmt.Sprintf("        - {name: A%d, value: \"%s\"}\n", i, strings.Repeat(fmt.Sprintf("$(A%d)", i-1), 30))
	}
	return b
}

func kubeMany(one func(i int) string) string {
	var b strings.Builder
	for i := 0; i < read.MaxDocuments; i++ {
		s := one(i)
		if b.Len()+len(s) > full {
			break
		}
		b.WriteString(s)
	}
	return b.String()
}
