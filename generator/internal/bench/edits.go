package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// edits runs the benchmark of the preview, which belongs to the program, and puts
// its figures beside their limits.
func (b *bench) edits() error {
	cmd := exec.Command("go", "test", "./generator", "-run", "^$", "-bench", "^BenchmarkEdit$", "-benchtime", "200x")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	fmt.Println("preview: from a save to the new bytes, and a page on request, each the 95th percentile")
	limits := map[string]map[string]float64{
		"100":  {"p95-ms": 10, "page-p95-ms": 1},
		"1000": {"p95-ms": 20, "page-p95-ms": 1, "start-ms": 1000},
	}
	names := map[string]string{"p95-ms": "an edit", "page-p95-ms": "a page on request", "start-ms": "start, less the reading"}
	found := 0
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if len(fields) == 0 || !strings.HasPrefix(fields[0], "BenchmarkEdit/") {
			continue
		}
		roles, _, _ := strings.Cut(strings.TrimPrefix(fields[0], "BenchmarkEdit/"), "-")
		for i := 2; i+1 < len(fields); i += 2 {
			name, ok := names[fields[i+1]]
			value, err := strconv.ParseFloat(fields[i], 64)
			if !ok || err != nil {
				continue
			}
			b.figure(name+", "+roles+" roles", value, "ms", limits[roles][fields[i+1]], "")
			found++
		}
	}
	if found == 0 {
		return errors.New("the benchmark of the preview printed nothing")
	}
	return nil
}
