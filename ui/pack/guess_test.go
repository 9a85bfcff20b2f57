package pack

import "testing"

func TestGuess(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"prose", "hello: world\n", ""},
		{"compose", "services:\n  web:\n    image: nginx\n", Compose},
		{"compose with its old version", "version: \"3.8\"\nservices:\n  web: {image: nginx}\n", Compose},
		{"a comment first", "# mine\n\nservices:\n  web: {image: nginx}\n", Compose},
		{"kubernetes", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n", Kubernetes},
		{"kubernetes, second document", "---\nkind: Service\napiVersion: v1\n", Kubernetes},
		{"kubernetes in JSON", "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Service\"\n}\n", Kubernetes},
		{"kubernetes on Windows", "apiVersion: v1\r\nkind: Service\r\n", Kubernetes},
		{"sdl", "version: \"2.0\"\nservices:\n  web: {image: nginx}\nprofiles: {}\ndeployment: {}\n", SDL},
		{"sdl, half", "services:\n  web: {image: nginx}\ndeployment:\n", SDL},
		{"an SDL's service that is called kind", "services:\n  apiVersion: {}\n  kind: {}\ndeployment:\n", SDL},
		{"quoted", "\"services\":\n  web: {}\n", Compose},
		{"kind alone", "kind: x\n", ""},
		{"profiles of one service", "services:\n  web:\n    profiles: [a]\n", Compose},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Guess(c.text); got != c.want {
				t.Errorf("guess = %q, want %q", got, c.want)
			}
		})
	}
}
