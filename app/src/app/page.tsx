export default function Home() {
    return <h1>Kinex Fit</h1>;
}
