package main

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// There is no container engine where the tests run. What docker-compose.yml and
// Dockerfile say is read with the compose specification's own parser, and every
// path, port and command in them must be one that the program knows.
func TestContainerFilesSayWhatTheProgramDoes(t *testing.T) {
	b, err := os.ReadFile("../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	project, err := loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir:  "../..",
		ConfigFiles: []types.ConfigFile{{Filename: "docker-compose.yml", Content: b}},
	}, func(o *loader.Options) { o.SetProjectName("readingroom", true) })
	if err != nil {
		t.Fatal(err)
	}
	s, err := project.GetService("readingroom")
	if err != nil {
		t.Fatal(err)
	}
	d := dockerfile(t)

	if s.Build == nil || s.Build.Dockerfile != "Dockerfile" {
		t.Errorf("build: %+v", s.Build)
	}
	knows := func(where string, args []string) {
		t.Helper()
		c, rest, err := newRoot().Find(args)
		if err != nil || c.Name() != args[0] || len(rest) > 0 {
			t.Errorf("%s runs readingroom %v, which is no command", where, args)
		}
	}
	knows("command", s.Command)
	knows("CMD", d.list("CMD"))
	if entry := d.list("ENTRYPOINT"); len(entry) != 1 || !d.has("COPY --from=build /readingroom "+entry[0]) {
		t.Errorf("ENTRYPOINT %v is not what is copied", entry)
	}
	if s.HealthCheck == nil || s.HealthCheck.Test[0] != "CMD" || s.HealthCheck.Test[1] != d.list("ENTRYPOINT")[0] {
		t.Fatalf("healthcheck: %+v", s.HealthCheck)
	}
	knows("healthcheck", s.HealthCheck.Test[2:])

	for name, want := range map[string]string{"READINGROOM_DATA": "/data", "READINGROOM_ADDR": "0.0.0.0:8080"} {
		if v := s.Environment[name]; v == nil || *v != want || !d.has(name+"="+want) {
			t.Errorf("%s is %v", name, v)
		}
		t.Setenv(name, "probe:1")
		serve, _, _ := newRoot().Find([]string{"serve"})
		if !slices.ContainsFunc([]string{serve.Flag("addr").DefValue, serve.InheritedFlags().Lookup("data").DefValue}, func(v string) bool { return v == "probe:1" }) {
			t.Errorf("the program does not heed %s", name)
		}
	}
	if len(s.Ports) != 1 || s.Ports[0].Target != 8080 || s.Ports[0].HostIP != "127.0.0.1" || !d.has("EXPOSE 8080") {
		t.Errorf("ports: %+v", s.Ports)
	}
	if len(s.Volumes) != 1 || s.Volumes[0].Target != "/data" || project.Volumes[s.Volumes[0].Source].Name == "" || !d.has("VOLUME /data") {
		t.Errorf("volumes: %+v", s.Volumes)
	}
	if !s.ReadOnly || !slices.Contains(s.Tmpfs, "/tmp") || s.User == "" || strings.HasPrefix(s.User, "0") || !d.has("USER "+s.User) {
		t.Errorf("read_only %v, tmpfs %v, user %q", s.ReadOnly, s.Tmpfs, s.User)
	}
	if !slices.Contains(s.CapDrop, "ALL") || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") {
		t.Errorf("cap_drop %v, security_opt %v", s.CapDrop, s.SecurityOpt)
	}
	// It is built with the Go that go.mod asks for.
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if v := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindSubmatch(mod); v == nil || !d.has("FROM golang:"+string(v[1])) {
		t.Errorf("go.mod asks for Go %s", v)
	}
}

type lines []string

func dockerfile(t *testing.T) lines {
	t.Helper()
	b, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(b), "\n")
}

func (d lines) has(words string) bool {
	return slices.ContainsFunc(d, func(l string) bool { return strings.Contains(l, words) })
}

// list reads an instruction in its JSON form.
func (d lines) list(instruction string) []string {
	for _, l := range d {
		if rest, ok := strings.CutPrefix(l, instruction+" ["); ok {
			var all []string
			for _, m := range regexp.MustCompile(`"([^"]*)"`).FindAllStringSubmatch(rest, -1) {
				all = append(all, m[1])
			}
			return all
		}
	}
	return nil
}

// TestAContainerKnowsTimeZones: its image has no table of them, and in New York
// it is still yesterday when it is tomorrow in Greenwich.
func TestAContainerKnowsTimeZones(t *testing.T) {
	b, err := os.ReadFile("../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), "TZ: ${TZ:-UTC}") {
		t.Error("docker-compose.yml hands no TZ on")
	}
	deps, err := exec.CommandContext(t.Context(), "go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(strings.Fields(string(deps)), "time/tzdata") {
		t.Error("the program brings no table of time zones")
	}
}
