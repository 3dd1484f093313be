//! Logistic regression by gradient descent on standardised facts with a little weight decay: the same input gives the same
//! weights.

/// Steps of the descent, how long each is, and how much the weights are held back.
const STEPS: usize = 4_000;
const STEP: f32 = 0.5;
const DECAY: f32 = 0.001;

/// Facts, whether what they are of is right, and how much it counts.
pub(crate) struct Example<const N: usize> {
    pub(crate) facts: [f32; N],
    pub(crate) right: bool,
    pub(crate) counts: f32,
}

/// Weights and bias, for facts as they are.
pub(crate) struct Model<const N: usize> {
    pub(crate) weights: [f32; N],
    pub(crate) bias: f32,
}

impl<const N: usize> Model<N> {
    /// Fits a model to the examples.
    pub(crate) fn fit(examples: &[Example<N>]) -> Self {
        let all = examples.iter().map(|example| example.counts).sum::<f32>().max(1.0);
        let mean: [f32; N] = std::array::from_fn(|at| examples.iter().map(|example| example.facts[at] * example.counts).sum::<f32>() / all);
        let spread: [f32; N] = std::array::from_fn(|at| {
            let squares = examples.iter().map(|example| (example.facts[at] - mean[at]).powi(2) * example.counts).sum::<f32>();
            (squares / all).sqrt().max(1e-3)
        });
        let scaled: Vec<[f32; N]> =
            examples.iter().map(|example| std::array::from_fn(|at| (example.facts[at] - mean[at]) / spread[at])).collect();
        let mut model = Self { weights: [0.0; N], bias: 0.0 };
        for _ in 0..STEPS {
            let mut slope = ([0.0; N], 0.0);
            for (example, scaled) in examples.iter().zip(&scaled) {
                let error = (model.probability(scaled) - f32::from(u8::from(example.right))) * example.counts / all;
                for (sum, fact) in slope.0.iter_mut().zip(scaled) {
                    *sum += error * fact;
                }
                slope.1 += error;
            }
            for (weight, slope) in model.weights.iter_mut().zip(slope.0) {
                *weight -= STEP * (slope + DECAY * *weight);
            }
            model.bias -= STEP * slope.1;
        }
        let weights: [f32; N] = std::array::from_fn(|at| model.weights[at] / spread[at]);
        let shift: f32 = weights.iter().zip(mean).map(|(weight, mean)| weight * mean).sum();
        Self { weights, bias: model.bias - shift }
    }

    pub(crate) fn probability(&self, facts: &[f32; N]) -> f32 {
        let sum: f32 = self.weights.iter().zip(facts).map(|(weight, fact)| weight * fact).sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }

    /// Prints the weights as they are written in the code, then one a line with what it is of.
    pub(crate) fn print(&self, names: &[&str; N]) {
        println!("{:?}", self.weights.map(|weight| (weight * 100.0).round() / 100.0));
        for (name, weight) in names.iter().zip(self.weights) {
            println!("{weight:7.2}  {name}");
        }
        println!("{:7.2}  bias", self.bias);
    }
}
