package deploy

import "strings"

// example is a small manifest in a format that a node can run: with one of its built-in images where it has some, and
// else with a public one that runs without root.
func example(format string, images []string) string {
	image, note := "nginxinc/nginx-unprivileged:1.27-alpine", ""
	if len(images) > 0 {
		image, note = "berth/hello", "Hello"
	}
	r := strings.NewReplacer("IMAGE", image)
	var env string
	switch format {
	case formatCompose:
		if note != "" {
			env = "    environment:\n      GREETING: Hello from Compose\n"
		}
		return r.Replace("services:\n  web:\n    image: IMAGE\n    ports:\n      - \"8080:8080\"\n" + env)
	case formatKubernetes:
		if note != "" {
			env = "          env:\n            - name: GREETING\n              value: Hello from Kubernetes\n"
		}
		return r.Replace(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: IMAGE
          ports:
            - containerPort: 8080
` + env + `---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 8080
`)
	case formatSDL:
		if note != "" {
			env = "    env:\n      - GREETING=Hello from SDL\n"
		}
		return r.Replace(`version: "2.0"
services:
  web:
    image: IMAGE
` + env + `    expose:
      - port: 8080
        to:
          - global: true
profiles:
  compute:
    web:
      resources:
        cpu:
          units: 0.05
        memory:
          size: 32Mi
        storage:
          size: 32Mi
  placement:
    berth:
      pricing:
        web:
          denom: brt
          amount: 1
deployment:
  web:
    berth:
      profile: web
      count: 1
`)
	}
	return ""
}
