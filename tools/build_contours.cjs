// Turn the shapes of communes into simplified contours that share their borders (topologies).
// Run by build_territories.py: node build_contours.cjs communes.geojson OUTPUT_DIRECTORY
"use strict";
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");

const local = createRequire(path.join(process.cwd(), "noop.js"));
const server = local("topojson-server");
const simplify = local("topojson-simplify");
const client = local("topojson-client");

// Smallest triangle kept, in square degrees, and size of the integer grid, by level of detail.
const COMMUNES = { weight: 3e-6, grid: 1e6 };
const LEVELS = {
  epci: { property: "e", keep: ["e", "d", "r"], weight: 1e-4, grid: 1e5 },
  departements: { property: "d", keep: ["d", "r"], weight: 2e-4, grid: 1e5 },
  regions: { property: "r", keep: ["r"], weight: 5e-4, grid: 1e5 },
};

function simplified(topology, weight) {
  const weighed = simplify.simplify(simplify.presimplify(topology), weight);
  return simplify.filter(weighed, simplify.filterAttachedWeight(weighed, 2 * weight));
}

// The communes of one value of a property become one shape.
function dissolved(topology, level) {
  const groups = new Map();
  for (const shape of topology.objects.communes.geometries) {
    const code = shape.properties[level.property];
    if (!code) continue;
    if (!groups.has(code)) groups.set(code, []);
    groups.get(code).push(shape);
  }
  const features = [...groups].map(([code, shapes]) => ({
    type: "Feature",
    id: code,
    properties: Object.fromEntries(level.keep.map((name) => [name, shapes[0].properties[name]])),
    geometry: client.merge(topology, shapes),
  }));
  return { type: "FeatureCollection", features };
}

// Keep only the arcs that the given shapes use.
function pruned(topology, shapes) {
  const places = new Map();
  const arcs = [];
  const place = (index) => {
    const plain = index < 0 ? ~index : index;
    if (!places.has(plain)) {
      places.set(plain, arcs.length);
      arcs.push(topology.arcs[plain]);
    }
    return index < 0 ? ~places.get(plain) : places.get(plain);
  };
  const walk = (item) => (Array.isArray(item) ? item.map(walk) : place(item));
  const geometries = shapes.map((shape) => ({ ...shape, arcs: walk(shape.arcs) }));
  const objects = { communes: { type: "GeometryCollection", geometries } };
  return { type: "Topology", transform: topology.transform, objects, arcs };
}

function write(directory, name, topology) {
  const file = path.join(directory, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(topology));
}

function main(source, directory) {
  const communes = JSON.parse(fs.readFileSync(source, "utf8"));
  const exact = server.topology({ communes }, 1e7);
  for (const [name, level] of Object.entries(LEVELS)) {
    const rebuilt = server.topology({ [name]: dissolved(exact, level) });
    write(directory, `${name}.topo.json`, client.quantize(simplified(rebuilt, level.weight), level.grid));
  }
  const all = client.quantize(simplified(exact, COMMUNES.weight), COMMUNES.grid);
  const byDepartement = new Map();
  for (const shape of all.objects.communes.geometries) {
    if (!shape.arcs) continue;
    const code = shape.properties.d;
    if (!byDepartement.has(code)) byDepartement.set(code, []);
    byDepartement.get(code).push(shape);
  }
  for (const [code, shapes] of byDepartement) {
    write(directory, path.join("communes_par_departement", `${code}.json`), pruned(all, shapes));
  }
}

main(process.argv[2], process.argv[3]);
